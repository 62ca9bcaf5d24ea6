/* make_key: what it does to a file, and says of one that cannot be examined. */
#include "make_key.h"

#include <limits.h>
#include <sys/inotify.h>

#define LOOK_STAT "stat(2), ERRORS: the error of the call that failed, unchanged"

static void expect_path_error(struct actor *process, const char *path_inside, int error)
{
    struct reply reply = actor_call(process, &make_key, TEXT(path_inside), INT(42));
    expect_no_key(&reply, error, LOOK_STAT);
}

/* It would lead to "board", but the kernel takes one byte less. */
static void expect_too_long_a_path(struct actor *process)
{
    char path[PATH_MAX + 1];
    snprintf(path, sizeof path, "%s/", kernel_path_inside("."));
    for (size_t i = strlen(path); i < sizeof path; i++) {
        path[i] = i % 2 == 0 ? '.' : '/';
    }
    snprintf(path + sizeof path - sizeof "/board", sizeof "/board", "/board");
    check_situation("A path can have %d characters; this one has one more.", PATH_MAX - 1);
    expect_path_error(process, path, ENAMETOOLONG);
}

/* Absolute paths: these errors are the path's, whatever the current directory is. */
CHECK(path_errors)
{
    check_on_one_processor();
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
    expect_path_error(process, kernel_path_inside("board/"), ENOTDIR);

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
    expect_too_long_a_path(process);

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

/* --- a file that is opened --- */

/* Tells from here on whether anybody opens the file; -1 where the kernel has no more watches to
 * give. O_PATH, which opens nothing, is not told. */
static int watch_opening_of(const char *name)
{
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch >= 0 && inotify_add_watch(watch, kernel_path_here(name), IN_OPEN) < 0) {
        close(watch);
        watch = -1;
    }
    return watch;
}

static void expect_not_opened(int watch)
{
    char event[sizeof(struct inotify_event)]; /* of a file that is watched itself: without a name */
    bool opened = watch >= 0 && read(watch, event, sizeof event) > 0;
    close(watch);
    expect_that(!opened,
                "the contract in ftok_keys.h: the file is examined and not opened, also where "
                "open(2) is allowed; ftok(3) and stat(2) take the path",
                "the file not to be opened", "it was opened meanwhile");
}

/* Who may read it may be tempted to. Opening a FIFO lets those go who wait at its other end. */
static void expect_unopened(struct actor *process)
{
    static const char look[] = "ftok(3), stat(2): they take a path, and open nothing";
    make_file("public");
    int watch = watch_opening_of("public");
    check_situation("Everybody may read the file \"public\".");
    struct reply reply = actor_call(process, &make_key, TEXT("public"), INT(42));
    expect_not_opened(watch);
    expect_key_of(&reply, "public", 42, look);

    watch = watch_opening_of("fifo");
    check_situation("\"fifo\" is a FIFO that nobody has opened.");
    reply = actor_call(process, &make_key, TEXT("fifo"), INT(42));
    expect_not_opened(watch);
    expect_key_of(&reply, "fifo", 42, look);
}

/* Two of them: the number of the device that one stands for may have the low bits of the number of the
 * device that it lies on. */
static void expect_keys_of_devices(struct actor *process)
{
    static const char *const devices[] = {"/dev/null", "/dev/zero"};
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        char here[64];
        snprintf(here, sizeof here, "/proc/%d/root%s", (int)actor_pid(process), devices[i]);
        check_situation("%s is a device file.", devices[i]);
        struct reply reply = actor_call(process, &make_key, TEXT(devices[i]), INT(42));
        expect_key(&reply, here, 42,
                   "inode(7): st_dev is the device that the file lies on; st_rdev is the one that "
                   "it stands for");
    }
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

    expect_unopened(process);

    fixture_require(mknod(kernel_path_here("socket"), S_IFSOCK | 0644, 0) == 0, "socket");
    check_situation("\"socket\" is a socket.");
    reply = actor_call(process, &make_key, TEXT("socket"), INT(42));
    expect_key_of(&reply, "socket", 42, look);
    expect_keys_of_devices(process);
}
