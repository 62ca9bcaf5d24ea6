/* Signals end every nap early: asked for is not slept. */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>

static void wake(int number)
{
    (void)number;
}

static long long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void signal_every_ms(int ms)
{
    struct itimerval every = {.it_interval.tv_usec = ms * 1000,
                              .it_value.tv_usec = ms * 1000};
    if (setitimer(ITIMER_REAL, &every, NULL) == -1) {
        err(1, "setitimer");
    }
}

int main(void)
{
    struct sigaction action = {.sa_handler = wake, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    signal_every_ms(5);

    struct timespec day = {.tv_sec = 86400};
    int result = nanosleep(&day, NULL);
    printf("nanosleep for a day: %d, %s\n", result,
           errno == EINTR ? "EINTR" : "another error");

    int naps = 0;
    long long begin_ns = now_ns();
    while (naps < 10) {
        struct timespec second = {.tv_sec = 1};
        nanosleep(&second, NULL);
        naps++;
    }
    printf("%d naps of a second each: over after 10 s: %s\n", naps,
           now_ns() - begin_ns < 10 * 1000000000LL ? "no, long before"
                                                   : "yes");
    signal_every_ms(0);
    return 0;
}
