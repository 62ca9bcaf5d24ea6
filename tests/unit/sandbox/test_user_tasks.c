#include "sandbox/user_tasks.h"

#include "sandbox/spawn.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 3 };

/* Starts a cat of the user that is counted, and waits until it runs: what is written comes back. */
static pid_t start_cat(int input[2], int output[2])
{
    static char name[] = "cat";
    char *const arguments[] = {name, NULL};
    struct error err;
    pid_t pid;
    char byte = 'x';
    cr_assert(pipe2(input, O_CLOEXEC) == 0 && pipe2(output, O_CLOEXEC) == 0);
    cr_assert(spawn_start(&(struct spawn){.arguments = arguments,
                                          .input = input[0],
                                          .output = output[1],
                                          .errors = -1,
                                          .drop_root = true},
                          &pid, &err),
              "%s", err.message);
    cr_assert_eq(write(input[1], &byte, 1), 1);
    cr_assert_eq(read(output[0], &byte, 1), 1);
    return pid;
}

Test(user_tasks, processes_that_were_started_are_counted)
{
    int input[PROCESSES][2], output[PROCESSES][2];
    pid_t pids[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        pids[i] = start_cat(input[i], output[i]);
    }
    unsigned during = user_tasks_count();
    for (int i = 0; i < PROCESSES; i++) {
        close(input[i][1]);
        cr_assert_eq(waitpid(pids[i], NULL, 0), pids[i]);
    }
    /* Others of the user may come and go meanwhile, by the dozen; the three were there. */
    cr_assert_geq(during, PROCESSES);
}
