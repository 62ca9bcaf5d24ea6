/* keys_collide: two files, or two names of one? */
#include "fixtures.h"

#define LOOK_NO_COLLISION                                                                          \
    "ftok_keys.h: only equal keys collide; make both keys for this project and compare them"
#define LOOK_COLLISION                                                                             \
    "ftok(3), NOTES: keys are not unique. inode(7): compare st_dev and st_ino, both and in full"
#define LOOK_ERRORS                                                                                \
    "the contract in ftok_keys.h: what make_key refuses is -1 with its errno here as well"

static void expect_answer(const struct reply *reply, int answer, const char *expected,
                          const char *look)
{
    expect_success(reply, look);
    expect_that(reply->value == answer, look, expected, "keys_collide returned %d",
                (int)reply->value);
}

#define LOOK_ONE                                                                                   \
    "inode(7): st_dev and st_ino of stat(2), both and in full, say whether it is one file; "

CHECK(same_file_is_no_collision)
{
    static const char expected[] =
        "0: both names lead to one file, which cannot collide with itself";
    static const struct {
        const char *one, *other, *look;
    } names[] = {
        {"board", "board", LOOK_ONE "equal keys do not, because a file has the key of itself"},
        {"board", "./board", LOOK_ONE "the letters of its names do not"},
        {"board", "soft", LOOK_ONE "lstat(2) would describe the symbolic link"},
        {"soft", "board", LOOK_ONE "lstat(2) would describe the symbolic link"},
        {"board", "hard", LOOK_ONE "no name does, realpath(3) included: a hard link is as real"},
        {"hard", "board", LOOK_ONE "no name does, realpath(3) included: a hard link is as real"},
        {"soft", "hard", LOOK_ONE "no name does"},
        {"folder/../hard", "board", LOOK_ONE "no name does"},
    };
    char hard[512];
    struct actor *process = spawn_in_tmp();
    make_file("board");
    make_folder("folder");
    make_link("board", "soft");
    snprintf(hard, sizeof hard, "%s", kernel_path_here("hard"));
    fixture_require(link(kernel_path_here("board"), hard) == 0, "link");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        check_situation(
            "\"hard\" is a hard link and \"soft\" a symbolic link to the file \"board\".");
        struct reply reply = actor_call(process, &keys_collide, TEXT(names[i].one),
                                        TEXT(names[i].other), INT(i % 2 == 0 ? 42 : 200));
        expect_answer(&reply, 0, expected, names[i].look);
    }
}

/* --- finding a collision --- */

static bool is_low_half_equal(ino_t one, ino_t other)
{
    return (one & 0xffff) == (other & 0xffff);
}

/* Two files of one device. overlayfs shows the files of two file systems as files of one, and
 * tells inode numbers apart by bits far above the sixteen that are in a key. Takes no time. */
static bool collide_in_union(void)
{
    if (!kernel_mount_memory_folder("below-1") || !kernel_mount_memory_folder("below-2")) {
        return false;
    }
    make_file("below-1/first");
    make_file("below-2/second");
    if (!kernel_mount_union_folder("disk", "below-1", "below-2")) {
        return false;
    }
    struct stat first = status_of("disk/first");
    struct stat second = status_of("disk/second");
    return first.st_dev == second.st_dev && first.st_ino != second.st_ino &&
           is_low_half_equal(first.st_ino, second.st_ino);
}

/* Makes and drops files in an open file's folder until the next new one gets inode number `next`,
 * in the low half. */
static void turn_inode_counter(int file, ino_t next)
{
    enum { ROUNDS = 4 << 16 };
    char link[64];
    char folder[512] = "";
    struct stat status = {0};
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    fixture_require(readlink(link, folder, sizeof folder - 1) > 0, link);
    *strrchr(folder, '/') = '\0';
    for (int i = 0; i < ROUNDS && !is_low_half_equal(status.st_ino + 1, next); i++) {
        int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (fd < 0 || fstat(fd, &status) != 0) {
            i = ROUNDS;
        }
        close(fd);
    }
}

/* The same where nothing can be mounted. /dev/shm is a file system in memory on every Linux: its
 * inode numbers count up, and after 65536 files the low half comes round. Takes a fifth of a
 * second. */
static bool collide_in_shared_memory(void)
{
    enum { TRIES = 4 }; /* others may make files there between two of ours */
    char path[80];
    struct stat first, second = {0};
    const char *name = kernel_fresh_name("first");
    int file = kernel_make_object(name, 0, 0600);
    fixture_require(fstat(file, &first) == 0, name);
    make_folder("disk");
    snprintf(path, sizeof path, "/dev/shm%s", name);
    make_link(path, "disk/first");
    for (int i = 0; i < TRIES && !is_low_half_equal(first.st_ino, second.st_ino); i++) {
        turn_inode_counter(file, first.st_ino);
        name = kernel_fresh_name("second");
        int other = kernel_make_object(name, 0, 0600);
        fixture_require(fstat(other, &second) == 0, name);
        close(other);
    }
    close(file);
    snprintf(path, sizeof path, "/dev/shm%s", name);
    make_link(path, "disk/second");
    return is_low_half_equal(first.st_ino, second.st_ino) && first.st_ino != second.st_ino;
}

static void expect_no_collision(struct actor *process)
{
    static const char expected[] = "0: different files, and different keys";
    make_file("board");
    make_file("other");
    check_situation("\"board\" and \"other\" are two files whose keys differ.");
    struct reply reply = actor_call(process, &keys_collide, TEXT("board"), TEXT("other"), INT(42));
    expect_answer(&reply, 0, expected, LOOK_NO_COLLISION);
    reply = actor_call(process, &keys_collide, TEXT("."), TEXT("other"), INT(200));
    expect_answer(&reply, 0, expected, LOOK_NO_COLLISION);
}

static void expect_collision(struct actor *process, const char *one, const char *other)
{
    static const char expected[] = "1: two different files share one key";
    static const int projects[] = {42, 1, 200};
    for (size_t i = 0; i < sizeof projects / sizeof projects[0]; i++) {
        struct reply reply = actor_call(process, &keys_collide, TEXT(i == 1 ? other : one),
                                        TEXT(i == 1 ? one : other), INT(projects[i]));
        expect_answer(&reply, 1, expected, LOOK_COLLISION);
    }
}

/* What lies below the union is in sight as well: the same inode number on two devices, and with
 * other low bits of the device number it is another key. */
static void expect_devices_told_apart(struct actor *process)
{
    if (!file_exists("below-1/first") || !file_exists("below-2/second")) {
        return;
    }
    struct stat first = status_of("below-1/first");
    struct stat second = status_of("below-2/second");
    if (first.st_ino != second.st_ino || ((first.st_dev ^ second.st_dev) & 0xff) == 0) {
        return;
    }
    check_situation("Two files on two devices have one inode number, but the device numbers differ "
                    "in the low 8 bits, and so do the keys.");
    struct reply reply =
        actor_call(process, &keys_collide, TEXT("below-1/first"), TEXT("below-2/second"), INT(42));
    expect_answer(&reply, 0, "0: different files, and different keys", LOOK_NO_COLLISION);
}

CHECK(finds_a_collision)
{
    check_on_one_processor();
    struct actor *process = spawn_in_tmp();
    expect_no_collision(process);
    if (collide_in_union() || collide_in_shared_memory()) {
        check_situation(
            "Two different files on one device have inode numbers that agree in the low 16 "
            "bits, so that their keys are equal.");
        expect_collision(process, "disk/first", "disk/second");
    }
    expect_devices_told_apart(process);
    if (collide_across_devices()) {
        check_situation("Two different files on two devices have one inode number, and the device "
                        "numbers agree "
                        "in the low 8 bits, so that their keys are equal.");
        expect_collision(process, "disk-1/board", "disk-2/board");
    }
}

/* --- errors --- */

CHECK(collision_errors)
{
    static const struct {
        const char *one, *other;
        int project, error;
    } calls[] = {
        {"missing", "board", 42, ENOENT},   {"board", "missing", 42, ENOENT},
        {"missing", "missing", 42, ENOENT}, {"missing", "nowhere", 42, ENOENT},
        {"board", "missing", 200, ENOENT},  {"board", "other/x", 42, ENOTDIR},
        {"board/x", "other", 42, ENOTDIR},  {"board", "other", 0, EINVAL},
        {"board", "other", 256, EINVAL},    {"board", "board", 257, EINVAL},
        {"board", "other", -1, EINVAL},     {"missing", "board", 256, EINVAL},
    };
    struct actor *process = spawn_in_tmp();
    make_file("board");
    make_file("other");
    check_situation(
        "The current directory holds the files \"board\" and \"other\" and nothing else.");
    struct reply reply = actor_call(process, &keys_collide, TEXT("board"), TEXT("other"), INT(42));
    expect_answer(&reply, 0, "0: different files, and different keys", LOOK_NO_COLLISION);
    unsigned files = count_files();
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        check_situation(
            "The current directory holds the files \"board\" and \"other\" and nothing else.");
        reply = actor_call(process, &keys_collide, TEXT(calls[i].one), TEXT(calls[i].other),
                           INT(calls[i].project));
        expect_failure(&reply, calls[i].error, LOOK_ERRORS);
        expect_no_new_file(files);
    }
}
