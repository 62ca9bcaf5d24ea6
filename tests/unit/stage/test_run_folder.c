#include "stage/run_folder.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/tree.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char base[] = "/tmp/test-runs-XXXXXX";

static void make_base(void)
{
    strcpy(base, "/tmp/test-runs-XXXXXX");
    cr_assert(mkdtemp(base) != NULL);
}

static void remove_base(void)
{
    tree_remove(AT_FDCWD, base);
}

TestSuite(run_folder, .init = make_base, .fini = remove_base);

static char *create(int *lock)
{
    struct error err;
    char *path = NULL;
    cr_assert(run_folder_create(base, &path, lock, &err), "%s", err.message);
    return path;
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

Test(run_folder, of_a_grader_that_lives_stays)
{
    AUTO_CLOSE int lock = -1;
    AUTO_FREE char *path = create(&lock);
    run_folder_sweep(base);
    cr_assert(is_there(path));
}

Test(run_folder, of_a_grader_that_is_gone_goes_with_all_in_it)
{
    int lock = -1;
    AUTO_FREE char *path = create(&lock);
    AUTO_FREE char *inside = memory_format("%s/arena", path);
    cr_assert(eq(int, mkdir(inside, 0), 0));
    close(lock);
    run_folder_sweep(base);
    cr_assert(not(is_there(path)));
}

/* Between the two calls it may belong to a grader that is about to lock it. */
Test(run_folder, without_the_mark_stays)
{
    int lock = -1;
    AUTO_FREE char *path = create(&lock);
    AUTO_FREE char *mark = memory_format("%s/of-a-grader", path);
    close(lock);
    cr_assert(eq(int, unlink(mark), 0));
    run_folder_sweep(base);
    cr_assert(is_there(path));
}

Test(run_folder, with_another_mark_stays)
{
    int lock = -1;
    AUTO_FREE char *path = create(&lock);
    AUTO_FREE char *mark = memory_format("%s/of-a-grader", path);
    close(lock);
    cr_assert(eq(int, chmod(mark, 0600), 0));
    cr_assert(eq(int, truncate(mark, 10), 0));
    run_folder_sweep(base);
    cr_assert(is_there(path));
}

Test(run_folder, with_another_name_stays)
{
    int lock = -1;
    AUTO_FREE char *path = create(&lock);
    AUTO_FREE char *other = memory_format("%s/my-workbook", base);
    close(lock);
    cr_assert(eq(int, rename(path, other), 0));
    run_folder_sweep(base);
    cr_assert(is_there(other));
}

Test(run_folder, a_link_to_one_is_not_followed)
{
    int lock = -1;
    AUTO_FREE char *path = create(&lock);
    AUTO_FREE char *other = memory_format("%s/kept", base);
    AUTO_FREE char *link = memory_format("%s/workbook-abcdef", base);
    close(lock);
    cr_assert(eq(int, rename(path, other), 0));
    cr_assert(eq(int, symlink(other, link), 0));
    run_folder_sweep(base);
    cr_assert(is_there(other));
}

/* The moments of a folder's life in which its grader may be killed and no mark be there. */
static char *make_bare(const char *name)
{
    char *path = memory_format("%s/workbook-%s", base, name);
    cr_assert(eq(int, mkdir(path, 01700), 0));
    return path;
}

Test(run_folder, that_was_only_just_made_goes)
{
    AUTO_FREE char *empty = make_bare("000001");
    AUTO_FREE char *half_marked = make_bare("000002");
    AUTO_FREE char *mark = memory_format("%s/of-a-grader", half_marked);
    close(open(mark, O_WRONLY | O_CREAT, 0444));
    run_folder_sweep(base);
    cr_assert(not(is_there(empty)));
    cr_assert(not(is_there(half_marked)));
}

Test(run_folder, that_looks_as_if_it_was_just_made_and_is_in_use_stays)
{
    AUTO_FREE char *path = make_bare("000001");
    AUTO_FREE char *file = memory_format("%s/letter", path);
    close(open(file, O_WRONLY | O_CREAT, 0600));
    run_folder_sweep(base);
    cr_assert(is_there(file));
}

Test(run_folder, that_was_only_just_made_stays_while_it_is_locked)
{
    AUTO_FREE char *path = make_bare("000001");
    AUTO_CLOSE int lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert(eq(int, flock(lock, LOCK_EX), 0));
    run_folder_sweep(base);
    cr_assert(is_there(path));
}

Test(run_folder, is_removed_with_all_in_it)
{
    int lock = -1;
    AUTO_FREE char *path = create(&lock);
    AUTO_FREE char *inside = memory_format("%s/arena", path);
    cr_assert(eq(int, mkdir(inside, 0), 0));
    run_folder_remove(path, lock);
    close(lock);
    cr_assert(not(is_there(path)));
}

Test(run_folder, that_cannot_be_marked_does_not_stay)
{
    struct error err;
    char *path = NULL;
    int lock = -1;
    struct rlimit none = {0, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    cr_assert(eq(int, setrlimit(RLIMIT_FSIZE, &none), 0));
    cr_assert(not(run_folder_create(base, &path, &lock, &err)));
    cr_assert(strstr(err.message, "cannot write into") != NULL, "%s", err.message);
    cr_assert(eq(int, rmdir(base), 0), "nothing is in it");
}

/* Many graders begin at the same time, and each looks for what others have left. */
Test(run_folder, of_one_is_not_taken_by_another_that_begins, .timeout = 60)
{
    enum { GRADERS = 8, ROUNDS = 50 };
    for (int i = 0; i < GRADERS; i++) {
        if (fork() == 0) {
            bool all = true;
            for (int round = 0; round < ROUNDS; round++) {
                int lock = -1;
                run_folder_sweep(base);
                AUTO_FREE char *path = create(&lock);
                AUTO_FREE char *mark = memory_format("%s/of-a-grader", path);
                all = all && is_there(mark);
                run_folder_remove(path, lock);
                close(lock);
            }
            _exit(all ? 0 : 1);
        }
    }
    int status;
    while (waitpid(-1, &status, 0) > 0) {
        cr_assert(eq(int, status, 0));
    }
    cr_assert(eq(int, rmdir(base), 0), "nothing is in it");
}

/* A process that has a page of FILE in its memory, and nothing else of ours: no lock above all. It
 * says that it is ready by closing its end of a pipe. */
static pid_t start_inhabitant(const char *file)
{
    int ready[2];
    char byte;
    cr_assert(eq(int, pipe(ready), 0));
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
            _exit(1);
        }
        int fd = open(file, O_RDWR | O_CREAT, 0600);
        bool mapped =
            ftruncate(fd, 1) == 0 && mmap(NULL, 1, PROT_READ, MAP_PRIVATE, fd, 0) != MAP_FAILED;
        close_range(0, ~0U, 0);
        while (mapped) {
            pause();
        }
        _exit(1);
    }
    close(ready[1]);
    cr_assert(eq(int, (int)read(ready[0], &byte, 1), 0));
    close(ready[0]);
    return pid;
}

Test(run_folder, whoever_lives_in_one_without_a_grader_is_killed_and_nobody_else, .timeout = 20)
{
    int lock = -1, held = -1, status = 0;
    AUTO_FREE char *gone = create(&lock);
    AUTO_FREE char *kept = create(&held);
    AUTO_FREE char *file = memory_format("%s/object", gone);
    AUTO_FREE char *other = memory_format("%s/object", kept);
    pid_t inhabitant = start_inhabitant(file);
    pid_t neighbour = start_inhabitant(other);
    close(lock);
    run_folder_sweep(base);
    cr_assert(eq(int, waitpid(inhabitant, &status, 0), inhabitant));
    cr_assert(eq(int, WIFSIGNALED(status) ? WTERMSIG(status) : 0, SIGKILL));
    cr_assert(eq(int, waitpid(neighbour, &status, WNOHANG), 0));
    kill(neighbour, SIGKILL);
    waitpid(neighbour, &status, 0);
    close(held);
}
