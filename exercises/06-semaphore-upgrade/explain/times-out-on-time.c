/* What sem_timedwait takes for a deadline: three that are none. */
#include <err.h>
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static void show(const char *deadline, sem_t *semaphore,
                 struct timespec when)
{
    int result = sem_timedwait(semaphore, &when);
    printf("%-35s %2d, %s\n", deadline, result,
           result == 0          ? "taken"
           : errno == EINVAL    ? "EINVAL at once"
           : errno == ETIMEDOUT ? "ETIMEDOUT at once"
                                : "another error");
}

int main(void)
{
    sem_t semaphore;
    struct timespec wall, monotonic, span = {.tv_nsec = 500000000};
    if (sem_init(&semaphore, 0, 0) == -1) {
        err(1, "sem_init");
    }
    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_MONOTONIC, &monotonic);

    show("half a second, as a span:", &semaphore, span);
    monotonic.tv_sec += 3600;
    wall.tv_sec += 3600;
    show("in an hour, by CLOCK_MONOTONIC:", &semaphore, monotonic);
    wall.tv_nsec = 900000000 + 200000000; /* .9 and .2 s, not carried */
    show("in an hour and 1100000000 ns:", &semaphore, wall);
    sem_post(&semaphore);
    wall.tv_sec += 1;
    wall.tv_nsec -= 1000000000;
    show("the same, carried, and it is free:", &semaphore, wall);
    sem_destroy(&semaphore);
    return 0;
}
