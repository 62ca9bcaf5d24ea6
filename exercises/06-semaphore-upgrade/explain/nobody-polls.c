/* One child looks once a millisecond, the other one sleeps until it is
 * woken. How often did each of them wake up? */
#include <err.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct house {
    sem_t door, gate;
    atomic_int looks;
};

static void look_again_and_again(struct house *house)
{
    struct timespec nap = {.tv_nsec = 1000000};
    while (sem_trywait(&house->gate) == -1) {
        atomic_fetch_add(&house->looks, 1);
        nanosleep(&nap, NULL);
    }
}

/* How often a child gave up the processor of its own accord. */
static long sleeps_of(pid_t child)
{
    struct rusage usage;
    if (wait4(child, NULL, 0, &usage) == -1) {
        err(1, "wait4");
    }
    return usage.ru_nvcsw;
}

int main(void)
{
    struct house *house = mmap(NULL, sizeof *house, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (house == MAP_FAILED || sem_init(&house->door, 1, 0) == -1 ||
        sem_init(&house->gate, 1, 0) == -1) {
        err(1, "set-up");
    }
    pid_t sleeper = fork();
    if (sleeper == 0) {
        _exit(sem_wait(&house->door) != 0);
    }
    pid_t poller = fork();
    if (poller == 0) {
        look_again_and_again(house);
        _exit(0);
    }
    while (atomic_load(&house->looks) < 100) {
        sched_yield(); /* until 100 looks were in vain */
    }
    sem_post(&house->door);
    sem_post(&house->gate);
    printf("sleeps of the child that waits: %s\n",
           sleeps_of(sleeper) < 20 ? "fewer than 20" : "20 or more");
    printf("sleeps of the child that polls: %s\n",
           sleeps_of(poller) < 20 ? "fewer than 20" : "20 or more");
    return 0;
}
