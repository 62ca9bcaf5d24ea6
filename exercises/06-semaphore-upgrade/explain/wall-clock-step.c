/* Which clock does a deadline belong to? Two calls are given a time of
 * CLOCK_MONOTONIC that is still to come. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static long long monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void show(const char *call, int result, long long deadline_ms)
{
    printf("%-22s %s, %s\n", call,
           result == -1 && errno == ETIMEDOUT ? "ETIMEDOUT" : "other",
           monotonic_ms() < deadline_ms ? "before the deadline"
                                        : "at the deadline");
}

int main(void)
{
    sem_t semaphore;
    if (sem_init(&semaphore, 0, 0) == -1) {
        err(1, "sem_init");
    }
    struct timespec deadline;
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += 3600;
    show("sem_timedwait:", sem_timedwait(&semaphore, &deadline),
         deadline.tv_sec * 1000LL);
    long long soon_ms = monotonic_ms() + 100;
    deadline = (struct timespec){.tv_sec = soon_ms / 1000,
                                 .tv_nsec = soon_ms % 1000 * 1000000};
    show("sem_clockwait:",
         sem_clockwait(&semaphore, CLOCK_MONOTONIC, &deadline), soon_ms);
    sem_destroy(&semaphore);

    clockid_t clock;
    pthread_condattr_t fresh;
    pthread_condattr_init(&fresh);
    pthread_condattr_getclock(&fresh, &clock);
    printf("a condition variable measures by %s unless told else\n",
           clock == CLOCK_REALTIME ? "CLOCK_REALTIME" : "another clock");
    pthread_condattr_destroy(&fresh);
    return 0;
}
