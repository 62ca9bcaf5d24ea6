/* Two people and a door: is the number drawn before it, or behind it? The
 * first one is held up at the door. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct hall {
    atomic_int last_number;
    int inside[2]; /* their numbers, in the order in which they came in */
    int inside_count;
};

static void come_in(struct hall *hall, bool draws_outside, bool is_held_up)
{
    int number = 0;
    if (draws_outside) {
        number = atomic_fetch_add(&hall->last_number, 1) + 1;
    }
    if (is_held_up) {
        raise(SIGSTOP);
    }
    if (!draws_outside) {
        number = atomic_fetch_add(&hall->last_number, 1) + 1;
    }
    hall->inside[hall->inside_count++] = number;
    _exit(0);
}

static void show(const char *where, struct hall *hall, bool draws_outside)
{
    *hall = (struct hall){0};
    pid_t first = fork();
    if (first == 0) {
        come_in(hall, draws_outside, true);
    }
    waitpid(first, NULL, WUNTRACED); /* until he has stopped */
    pid_t second = fork();
    if (second == 0) {
        come_in(hall, draws_outside, false);
    }
    waitpid(second, NULL, 0);
    kill(first, SIGCONT);
    waitpid(first, NULL, 0);
    printf("numbers drawn %s the door: they come in as %d, %d\n", where,
           hall->inside[0], hall->inside[1]);
}

int main(void)
{
    struct hall *hall = mmap(NULL, sizeof *hall, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (hall == MAP_FAILED) {
        err(1, "mmap");
    }
    show("before", hall, true);
    show("behind", hall, false);
    return 0;
}
