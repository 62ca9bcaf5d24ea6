#include "base/lock.h"

#include "base/cleanup.h"
#include "base/file.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[] = "/tmp/test-lock-XXXXXX";

static void make_file(void)
{
    close(mkstemp(path));
}

static void remove_file(void)
{
    unlink(path);
}

TestSuite(lock, .init = make_file, .fini = remove_file, .timeout = 30);

static int open_file(void)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    cr_assert(ge(int, fd, 0));
    return fd;
}

static bool is_free(void)
{
    AUTO_CLOSE int fd = open_file();
    return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

Test(lock, that_nobody_has_is_taken)
{
    AUTO_CLOSE int fd = open_file();
    cr_assert(eq(int, lock_take(fd, 0), LOCK_TAKEN));
    cr_assert(not(is_free()));
}

Test(lock, that_somebody_keeps_is_waited_for_and_then_not)
{
    AUTO_CLOSE int holder = open_file();
    AUTO_CLOSE int fd = open_file();
    cr_assert(eq(int, flock(holder, LOCK_EX), 0));
    cr_assert(eq(int, lock_take(fd, 10), LOCK_BUSY));
    cr_assert(eq(int, waitpid(-1, NULL, 0), -1), "who asked has been reaped");
    cr_assert(eq(int, flock(holder, LOCK_UN), 0));
    cr_assert(is_free(), "nobody has taken it behind our back");
}

/* For a lock of any file (proc_locks(5)). */
static bool somebody_waits(void)
{
    char line[256];
    bool found = false;
    AUTO_FCLOSE FILE *locks = fopen("/proc/locks", "re");
    while (locks != NULL && fgets(line, sizeof line, locks) != NULL) {
        found = found || strstr(line, "-> FLOCK") != NULL;
    }
    return found;
}

Test(lock, that_is_given_back_meanwhile_is_taken)
{
    int ready[2];
    char byte;
    cr_assert(eq(int, pipe(ready), 0));
    pid_t holder = fork();
    if (holder == 0) {
        int held = open_file();
        (void)!flock(held, LOCK_EX);
        (void)!write(ready[1], "x", 1);
        while (!somebody_waits()) {
        }
        _exit(0);
    }
    cr_assert(eq(int, (int)read(ready[0], &byte, 1), 1));
    AUTO_CLOSE int fd = open_file();
    cr_assert(eq(int, lock_take(fd, 20000), LOCK_TAKEN));
    cr_assert(not(is_free()));
    waitpid(holder, NULL, 0);
}

Test(lock, of_what_cannot_be_locked_is_told)
{
    cr_assert(eq(int, lock_take(-1, 1000), LOCK_IMPOSSIBLE));
    cr_assert(eq(int, errno, EBADF));
}

Test(lock, a_file_is_at_its_path_and_not_at_another)
{
    AUTO_CLOSE int fd = open_file();
    cr_assert(file_is_at(fd, path));
    cr_assert(not(file_is_at(fd, "/tmp")));
    remove_file();
    cr_assert(not(file_is_at(fd, path)));
    cr_assert(eq(int, symlink("/dev/null", path), 0));
    AUTO_CLOSE int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    cr_assert(not(file_is_at(null, path)));
}
