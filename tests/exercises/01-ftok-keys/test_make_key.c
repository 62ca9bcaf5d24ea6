/* make_key: the number that ftok(3) gives, and what it refuses. */
#include "fixtures.h"

#include <limits.h>

#define LOOK_FTOK                                                                                  \
    "ftok(3); the picture in README.md: project, low 8 bits of the device, low 16 of the inode"
#define LOOK_SIGN "ftok(3), RETURN VALUE: only the value -1 is a failure; a key may be negative"
#define LOOK_RANGE                                                                                 \
    "the contract in ftok_keys.h: the project is in 1..255; ftok itself never looks (ftok(3))"
#define LOOK_STAT "stat(2), ERRORS: the error of the call that failed, unchanged"

/* Which fields differ, in words: the numbers themselves are others in each run. A wrong device
 * field can be right by accident, so that it is named only where it is all the difference. */
static void name_fields(uint32_t difference, char *text, size_t room)
{
    bool inode = (difference & 0xffff) != 0;
    bool project = (difference >> 24) != 0;
    bool device = !inode && (difference >> 16 & 0xff) != 0;
    bool two = project && (inode || device);
    snprintf(text, room, "%s%s%s%s%s%s", two ? "the fields " : "the field ",
             project ? "project (bits 24 to 31)" : "", two ? " and " : "",
             inode ? "inode (bits 0 to 15)" : "", device ? "device (bits 16 to 23)" : "",
             two ? " differ" : " differs");
}

/* `path_here` is the file as this side names it. */
static void expect_key(const struct reply *reply, const char *path_here, int project,
                       const char *look)
{
    char fields[128] = "";
    key_t key = ftok(path_here, project);
    fixture_require(key != (key_t)-1, path_here);
    expect_that(!reply->failed || reply->error != 0, look, "the key that ftok gives for this file",
                "make_key returned -1, as if it had failed; errno is 0, so no call has");
    expect_that(!reply->failed, look, "the key that ftok gives for this file",
                "make_key returned -1 with errno %s (%s)", strerrorname_np(reply->error),
                strerror(reply->error));
    name_fields((uint32_t)reply->value ^ (uint32_t)key, fields, sizeof fields);
    expect_that(reply->value == key, look, "the key that ftok gives for this file",
                "make_key returned another key: %s", fields);
}

static void expect_key_of(const struct reply *reply, const char *name, int project,
                          const char *look)
{
    char path[512];
    snprintf(path, sizeof path, "%s", kernel_path_here(name));
    expect_key(reply, path, project, look);
}

static void expect_no_key(const struct reply *reply, int error, const char *look)
{
    expect_that(reply->failed || reply->value != IPC_PRIVATE,
                "the contract in ftok_keys.h: (key_t)-1 says that there is no key; 0 is "
                "IPC_PRIVATE, with which shmget(2) makes a segment that nobody finds",
                "-1 and errno", "make_key returned 0");
    expect_failure(reply, error, look);
}

/* On a fresh file system in memory inode numbers start at 1. Uses some up, so that the next file's
 * needs more than eight bits. Other file systems give any numbers. */
static void use_up_inodes(void)
{
    for (int i = 0; i < 300; i++) {
        int fd = open(kernel_path_here("."), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (fd < 0) {
            return;
        }
        close(fd);
    }
}

/* Names that only the kernel may take apart: as long as a path can be, and with letters that mean
 * something to a shell or to printf. */
static void expect_key_of_any_name(struct actor *process)
{
    static const char odd[] = "-x 'y' $HOME %d";
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof path; i++) {
        path[i] = i % 2 == 0 ? '.' : '/';
    }
    snprintf(path + PATH_MAX - sizeof "/board", sizeof "/board", "/board");
    check_situation("A path can have %d characters. This one is as long, and leads to \"board\".",
                    PATH_MAX - 1);
    struct reply reply = actor_call(process, &make_key, TEXT(path), INT(42));
    expect_key_of(&reply, "board", 42, "path_resolution(7): a path can be PATH_MAX - 1 bytes long");

    make_file(odd);
    check_situation("The name of a file can have any letter but '/'.");
    reply = actor_call(process, &make_key, TEXT(odd), INT(42));
    expect_key_of(&reply, odd, 42,
                  "path_resolution(7): a name is handed to the kernel as it is, not to a shell, "
                  "and not to printf(3) as a format");
}

CHECK(key_of_file)
{
    struct actor *process = spawn_in_tmp();
    int project = 1 + (int)check_random(127);
    use_up_inodes();
    make_file("board");
    make_folder("folder");

    check_situation("The current directory holds the file \"board\" and the folder \"folder\".");
    struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_key_of(&reply, "board", 42, LOOK_FTOK);
    reply = actor_call(process, &make_key, TEXT("board"), INT(project));
    expect_key_of(&reply, "board", project, LOOK_FTOK);
    reply = actor_call(process, &make_key, TEXT("folder"), INT(42));
    expect_key_of(&reply, "folder", 42, LOOK_FTOK);
    reply = actor_call(process, &make_key, TEXT(kernel_path_inside("board")), INT(42));
    expect_key_of(&reply, "board", 42, LOOK_FTOK);

    /* Old files of a disk have long inode and device numbers, of which a key holds the low bits. */
    static const char *const system[] = {"/usr", "/usr/bin", "/usr/bin/env"};
    check_situation("%s", "");
    for (size_t i = 0; i < sizeof system / sizeof system[0]; i++) {
        reply = actor_call(process, &make_key, TEXT(system[i]), INT(project));
        expect_key(&reply, system[i], project, LOOK_FTOK);
    }
    check_situation(
        "The current directory holds the file \"board\". After calls for files in other "
        "folders:");
    reply = actor_call(process, &make_key, TEXT("board"), INT(project));
    expect_key_of(&reply, "board", project,
                  "chdir(2) changes the directory of the whole process: leave it where it is");
    expect_key_of_any_name(process);
}

CHECK(negative_keys)
{
    static const int projects[] = {128, 200, 254};
    struct actor *process = spawn_in_tmp();
    make_file("board");
    check_situation("The current directory holds the file \"board\". With a project of 128 or more "
                    "its key is a negative number.");
    for (size_t i = 0; i < sizeof projects / sizeof projects[0]; i++) {
        struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(projects[i]));
        expect_key_of(&reply, "board", projects[i], LOOK_SIGN);
    }
}

CHECK(project_range)
{
    static const int good[] = {1, 2, 127, 255};
    static const int bad[] = {0,  256, 257,  511,     512,     65536 + 42,
                              -1, -42, -256, INT_MAX, INT_MIN, INT_MIN + 42};
    struct actor *process = spawn_in_tmp();
    make_file("board");
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        check_situation("The current directory holds the file \"board\".");
        struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(good[i]));
        expect_key_of(&reply, "board", good[i], LOOK_RANGE);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        check_situation("The current directory holds the file \"board\".");
        struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(bad[i]));
        expect_no_key(&reply, EINVAL, LOOK_RANGE);
    }
    check_situation("There is no file \"missing\".");
    struct reply reply = actor_call(process, &make_key, TEXT("missing"), INT(256));
    expect_no_key(&reply, EINVAL,
                  "the contract in ftok_keys.h: arguments are checked first, so before the file "
                  "is looked for");
}

static void expect_path_error(struct actor *process, const char *path_inside, int error)
{
    struct reply reply = actor_call(process, &make_key, TEXT(path_inside), INT(42));
    expect_no_key(&reply, error, LOOK_STAT);
}

static void expect_not_made(const char *name)
{
    expect_that(!file_exists(name),
                "ftok(3): the file must exist; who makes it is not for make_key to say",
                "nothing to be made by a call that only asks for a key",
                "a file \"%s\" has come into being", name);
}

/* Absolute paths: these errors are the path's, whatever the current directory is. */
CHECK(path_errors)
{
    struct actor *process = spawn_in_tmp();
    make_file("board");
    check_situation("The file \"board\" exists.");
    struct reply reply = actor_call(process, &make_key, TEXT(kernel_path_inside("board")), INT(42));
    expect_key_of(&reply, "board", 42, LOOK_STAT);

    check_situation("There is no file \"missing\".");
    unsigned files = count_files();
    reply = actor_call(process, &make_key, TEXT(kernel_path_inside("missing")), INT(42));
    expect_not_made("missing");
    expect_no_new_file(files);
    expect_no_key(&reply, ENOENT, LOOK_STAT);

    check_situation("\"board\" is a file, not a folder.");
    expect_path_error(process, kernel_path_inside("board/x"), ENOTDIR);

    make_folder("locked");
    make_file("locked/x");
    lock("locked");
    check_situation("The folder \"locked\" may not be searched (its mode is 0).");
    expect_path_error(process, kernel_path_inside("locked/x"), EACCES);

    make_link("loop", "loop");
    check_situation("\"loop\" is a symbolic link to itself.");
    expect_path_error(process, kernel_path_inside("loop/x"), ELOOP);

    char name[NAME_MAX + 2];
    check_random_text(name, NAME_MAX + 1);
    check_situation("A file name can have %d characters; this one has one more.", NAME_MAX);
    expect_path_error(process, kernel_path_inside(name), ENAMETOOLONG);

    check_situation("An empty path names nothing.");
    expect_path_error(process, "", ENOENT);

    check_situation("The current directory holds the file \"board\". After calls for other folders "
                    "have failed:");
    reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_key_of(&reply, "board", 42,
                  "chdir(2) changes the directory of the whole process: leave it where it is, or "
                  "go back on every way out");
}

static bool is_same_moment(struct timespec one, struct timespec other)
{
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

/* File systems count time in ticks of some milliseconds: what is changed in the tick of its making
 * seems unchanged. Changes another file until the tick is over. */
static void pass_tick_of(const struct stat *file)
{
    struct stat other = *file;
    make_file("clock");
    while (is_same_moment(other.st_ctim, file->st_ctim)) {
        fixture_require(chmod(kernel_path_here("clock"), 0600) == 0, "clock");
        fixture_require(stat(kernel_path_here("clock"), &other) == 0, "clock");
    }
}

/* A file is changed when its permissions, size or times are others. */
static void expect_unchanged(const char *name, const struct stat *before)
{
    static const char look[] = "the contract in ftok_keys.h: the file is only examined; chmod(2), "
                               "utimensat(2) and open(2) for writing have no place here";
    static const char expected[] = "the file to stay as it was";
    struct stat now;
    fixture_require(stat(kernel_path_here(name), &now) == 0, name);
    expect_that(now.st_mode == before->st_mode, look, expected,
                "its permissions are 0%03o now, they were 0%03o", now.st_mode & 0777,
                before->st_mode & 0777);
    expect_that(now.st_size == before->st_size, look, expected, "its size is another now");
    expect_that(is_same_moment(now.st_mtim, before->st_mtim) &&
                    is_same_moment(now.st_ctim, before->st_ctim),
                look, expected,
                "it was changed meanwhile: its times (st_mtim, st_ctim of stat(2)) are others now");
}

CHECK(needs_no_permission)
{
    static const char look[] = "stat(2): no permission on the file itself is needed; open(2) needs "
                               "one, and waits on a FIFO";
    struct stat before;
    struct actor *process = spawn_in_tmp();
    make_file("secret");
    lock("secret");
    fixture_require(stat(kernel_path_here("secret"), &before) == 0, "secret");
    pass_tick_of(&before);
    check_situation("Nobody may read the file \"secret\" (its mode is 0).");
    struct reply reply = actor_call(process, &make_key, TEXT("secret"), INT(42));
    expect_key_of(&reply, "secret", 42, look);
    expect_unchanged("secret", &before);

    make_folder("closed");
    lock("closed");
    check_situation("Nobody may read or search the folder \"closed\" (its mode is 0).");
    reply = actor_call(process, &make_key, TEXT("closed"), INT(42));
    expect_key_of(&reply, "closed", 42, look);

    fixture_require(mkfifo(kernel_path_here("fifo"), 0644) == 0, "fifo");
    check_situation("\"fifo\" is a FIFO that nobody has opened.");
    reply = actor_call(process, &make_key, TEXT("fifo"), INT(42));
    expect_key_of(&reply, "fifo", 42, look);

    fixture_require(mknod(kernel_path_here("socket"), S_IFSOCK | 0644, 0) == 0, "socket");
    check_situation("\"socket\" is a socket.");
    reply = actor_call(process, &make_key, TEXT("socket"), INT(42));
    expect_key_of(&reply, "socket", 42, look);
}

static void check_links(struct actor *process)
{
    static const char look[] =
        "ftok(3), stat(2): a symbolic link is followed; lstat(2) would describe the link";
    make_file("board");
    make_link("board", "soft");
    make_link("soft", "softer");
    check_situation(
        "\"soft\" is a symbolic link to the file \"board\", and \"softer\" one to \"soft\".");
    struct reply reply = actor_call(process, &make_key, TEXT("soft"), INT(42));
    expect_key_of(&reply, "board", 42, look);
    reply = actor_call(process, &make_key, TEXT("softer"), INT(42));
    expect_key_of(&reply, "board", 42, look);
    reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_key_of(&reply, "board", 42, look);

    make_link("nowhere", "dangling");
    check_situation("\"dangling\" is a symbolic link to a file that does not exist.");
    reply = actor_call(process, &make_key, TEXT("dangling"), INT(42));
    expect_not_made("nowhere");
    expect_no_key(&reply, ENOENT, look);
}

static void check_renaming(struct actor *process)
{
    static const char look[] =
        "ftok(3): the key comes from the file, each time anew, and not from its name";
    char moved[512];
    snprintf(moved, sizeof moved, "%s", kernel_path_here("moved"));
    fixture_require(rename(kernel_path_here("board"), moved) == 0, "rename");
    make_file("board");
    check_situation(
        "After calls for \"board\" we renamed it to \"moved\" and made a new file \"board\".");
    struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_key_of(&reply, "board", 42, look);
    reply = actor_call(process, &make_key, TEXT("moved"), INT(42));
    expect_key_of(&reply, "moved", 42, look);
}

static void check_current_directory(struct actor *process)
{
    static const char look[] =
        "path_resolution(7): a relative path starts at the current directory, each time";
    make_folder("left");
    make_folder("right");
    make_file("left/board");
    make_file("right/board");
    actor_chdir(process, kernel_path_inside("left"));
    check_situation(
        "The current directory was \"left\", then \"right\"; each has a file \"board\".");
    struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_key_of(&reply, "left/board", 42, look);
    actor_chdir(process, kernel_path_inside("right"));
    reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_key_of(&reply, "right/board", 42, look);
}

CHECK(follows_the_file)
{
    struct actor *process = spawn_in_tmp();
    check_links(process);
    check_renaming(process);
    check_current_directory(process);
}
