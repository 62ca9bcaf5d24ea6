#include "stage/turn.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/tree.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/test-turns-XXXXXX";

static void make_folder(void)
{
    strcpy(folder, "/tmp/test-turns-XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
}

static void remove_folder(void)
{
    tree_remove(AT_FDCWD, folder);
}

TestSuite(turn, .init = make_folder, .fini = remove_folder, .timeout = 60);

static bool is_free(void)
{
    AUTO_CLOSE int lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return flock(lock, LOCK_EX | LOCK_NB) == 0;
}

Test(turn, is_taken_and_given_back)
{
    struct error err;
    int turn = -1;
    cr_assert(turn_take_of(folder, &turn, NULL, &err), "%s", err.message);
    cr_assert_not(is_free());
    close(turn);
    cr_assert(is_free());
}

/* A process that takes the turn and ends: with 0 when another had given it back before. */
static pid_t start_next(int held, const atomic_bool *given_back)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct error err;
        int turn = -1;
        close(held); /* or it would have the turn as well */
        _exit(turn_take_of(folder, &turn, NULL, &err) && atomic_load(given_back) ? 0 : 1);
    }
    return pid;
}

Test(turn, goes_from_one_to_the_next)
{
    enum { WAITING = 4 };
    struct error err;
    int turn = -1, status;
    pid_t waiting[WAITING];
    atomic_bool *given_back =
        mmap(NULL, sizeof *given_back, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    cr_assert(turn_take_of(folder, &turn, NULL, &err), "%s", err.message);
    for (int i = 0; i < WAITING; i++) {
        waiting[i] = start_next(turn, given_back);
    }
    atomic_store(given_back, true);
    close(turn);
    for (int i = 0; i < WAITING; i++) {
        cr_assert(eq(int, waitpid(waiting[i], &status, 0), waiting[i]));
        cr_assert(eq(int, status, 0));
    }
    cr_assert(is_free());
}

Test(turn, can_be_called_off)
{
    struct error err;
    struct cancel cancel;
    int turn = -1, none = -1;
    cr_assert(cancel_init(&cancel, &err));
    cr_assert(turn_take_of(folder, &turn, NULL, &err), "%s", err.message);
    cancel_raise(&cancel);
    cr_assert_not(turn_take_of(folder, &none, &cancel, &err));
    cr_assert_str_eq(err.message, "the grading was called off");
    cr_assert(eq(int, waitpid(-1, NULL, WNOHANG), -1), "nobody asks for it any more");
    close(turn);
    cr_assert(is_free());
    cancel_finish(&cancel);
}

Test(turn, of_who_is_stopped_is_told)
{
    struct error err;
    int none = -1, status;
    pid_t holder = fork();
    if (holder == 0) {
        int turn = -1;
        (void)turn_take_of(folder, &turn, NULL, &err);
        raise(SIGSTOP);
        _exit(0);
    }
    cr_assert(eq(int, waitpid(holder, &status, WUNTRACED), holder));
    cr_assert_not(turn_take_of(folder, &none, NULL, &err));
    AUTO_FREE char *who = memory_format("process %d has the turn", (int)holder);
    cr_assert(strstr(err.message, who) != NULL, "%s", err.message);
    kill(holder, SIGKILL);
    waitpid(holder, &status, 0);
    cr_assert(is_free());
}

Test(turn, is_a_lock_on_the_home_where_nobody_else_can_have_it)
{
    AUTO_FREE char *found = turn_find_folder(folder);
    cr_assert(eq(str, found, folder));
}

Test(turn, is_a_lock_on_a_private_folder_where_others_may_open_the_home)
{
    AUTO_FREE char *wanted = memory_format("%s/.local/state/workbook", folder);
    cr_assert(eq(int, chmod(folder, 0755), 0));
    AUTO_FREE char *found = turn_find_folder(folder);
    cr_assert(eq(str, found, wanted));
    AUTO_FREE char *again = turn_find_folder(folder);
    cr_assert(eq(str, again, wanted));
    cr_assert(eq(int, chmod(wanted, 0755), 0));
    AUTO_FREE char *open_to_all = turn_find_folder(folder);
    cr_assert(eq(str, open_to_all, folder));
}
