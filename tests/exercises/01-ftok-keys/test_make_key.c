/* make_key: the number that ftok(3) gives, and what it refuses. */
#include "make_key.h"

#include <limits.h>

#define LOOK_FTOK                                                                                  \
    "ftok(3); the picture in README.md: project, low 8 bits of the device, low 16 of the inode"
#define LOOK_SIGN "ftok(3), RETURN VALUE: only the value -1 is a failure; a key may be negative"
#define LOOK_RANGE                                                                                 \
    "the contract in ftok_keys.h: the project is in 1..255; ftok itself never looks (ftok(3))"

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

/* The caller's path is read, and not even changed for a failure. */
static void expect_path_kept(struct actor *process)
{
    static const char *const paths[] = {"folder/", "folder/missing/", "./board", "no/such/file"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char path[32];
        snprintf(path, sizeof path, "%s", paths[i]);
        check_situation("The array path holds \"%s\".", paths[i]);
        actor_call(process, &make_key, NAMED("path", BUFFER(path, strlen(paths[i]) + 1)), INT(42));
        expect_that(memcmp(path, paths[i], strlen(paths[i]) + 1) == 0,
                    "the prototype in ftok_keys.h: path is const char *; dirname(3) and strtok(3) "
                    "write into the text that they are given",
                    "the path to be as it was before the call", "make_key has changed it");
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

/* A device whose number has all of its low 8 bits set: as a signed char it is negative. */
static void expect_key_of_high_device(struct actor *process)
{
    if (!check_under_valgrind() && kernel_mount_folder_of_device("high", 0xff)) {
        check_situation("The low 8 bits of the device number of the folder \"high\" are 0xff.");
        struct reply reply = actor_call(process, &make_key, TEXT("high"), INT(42));
        expect_key_of(
            &reply, "high", 42,
            "ftok(3); a device number is unsigned: the byte 0xff is 255, and not -1, which "
            "would fill the bits above it");
    }
}

CHECK(key_of_file)
{
    check_on_one_processor();
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
    expect_path_kept(process);
    expect_key_of_high_device(process);
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
    check_on_one_processor();
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
