/* A child that may not enter the kernel any more but to read, write and
 * end (seccomp(2), SECCOMP_SET_MODE_STRICT). Who survives that? */
#include <err.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void work_in_memory(atomic_int *shared)
{
    for (int i = 0; i < 1000000; i++) {
        atomic_fetch_add(shared, 1);
    }
}

static void yield(atomic_int *shared)
{
    (void)shared;
    sched_yield();
}

static void nap(atomic_int *shared)
{
    (void)shared;
    nanosleep(&(struct timespec){.tv_nsec = 1}, NULL);
}

static void show(const char *what, void (*work)(atomic_int *))
{
    atomic_int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = shared == MAP_FAILED ? -1 : fork();
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == -1) {
            _exit(1);
        }
        work(shared);
        syscall(SYS_exit, 0); /* not exit_group, as _exit does */
    }
    int status;
    if (child == -1 || waitpid(child, &status, 0) == -1) {
        err(1, "child");
    }
    printf("%-32s %s\n", what,
           status == 0 ? "no system call" : "a system call: killed");
}

int main(void)
{
    show("a million atomic additions:", work_in_memory);
    show("sched_yield:", yield);
    show("nanosleep for a nanosecond:", nap);
    return 0;
}
