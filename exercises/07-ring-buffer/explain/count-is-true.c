/* How many are in the museum? A guard reads two counters, and is held up
 * between the two. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct museum {
    _Atomic uint32_t entered, left;
    uint32_t counted;
};

static void count_entered_first(struct museum *museum)
{
    uint32_t entered = atomic_load(&museum->entered);
    raise(SIGSTOP);
    museum->counted = entered - atomic_load(&museum->left);
}

static void count_left_first(struct museum *museum)
{
    uint32_t left = atomic_load(&museum->left);
    raise(SIGSTOP);
    museum->counted = atomic_load(&museum->entered) - left;
}

static void show(const char *which, struct museum *museum,
                 void (*count)(struct museum *))
{
    *museum = (struct museum){.entered = 20, .left = 18};
    pid_t guard = fork();
    if (guard == 0) {
        count(museum);
        _exit(0);
    }
    waitpid(guard, NULL, WUNTRACED);
    for (int visitor = 0; visitor < 5; visitor++) {
        atomic_fetch_add(&museum->entered, 1); /* in, at one end, */
        atomic_fetch_add(&museum->left, 1);    /* and out at the other */
    }
    kill(guard, SIGCONT);
    waitpid(guard, NULL, 0);
    printf("%s first: 2 or 3 were inside, %u were counted\n", which,
           museum->counted);
}

int main(void)
{
    struct museum *museum =
        mmap(NULL, sizeof *museum, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (museum == MAP_FAILED) {
        err(1, "mmap");
    }
    show("entered", museum, count_entered_first);
    show("left   ", museum, count_left_first);
    return 0;
}
