/* Two clocks of one nap, and the two halves of a struct timespec. */
#include <stdio.h>
#include <time.h>

static long long clock_read_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(void)
{
    const long long nap_ns = 100000000;
    struct timespec nap = {.tv_nsec = nap_ns};
    long long monotonic_ns = clock_read_ns(CLOCK_MONOTONIC);
    long long processor_ns = clock_read_ns(CLOCK_PROCESS_CPUTIME_ID);

    nanosleep(&nap, NULL);
    monotonic_ns = clock_read_ns(CLOCK_MONOTONIC) - monotonic_ns;
    processor_ns = clock_read_ns(CLOCK_PROCESS_CPUTIME_ID) - processor_ns;
    printf("a nap of 100 ms, by CLOCK_MONOTONIC:        %s\n",
           monotonic_ns >= nap_ns ? "100 ms or more" : "less");
    printf("the same by the clock that clock(3) reads:  %s\n",
           processor_ns < nap_ns / 2 ? "not even 50 ms" : "50 ms or more");

    struct timespec start = {.tv_sec = 7, .tv_nsec = 900000000};
    struct timespec end = {.tv_sec = 8, .tv_nsec = 100000000};
    printf("from 7.9 s to 8.1 s, tv_nsec alone:        %11ld ns\n",
           end.tv_nsec - start.tv_nsec);
    printf("from 7.9 s to 8.1 s, seconds and the rest: %11lld ns\n",
           (long long)(end.tv_sec - start.tv_sec) * 1000000000 +
               (end.tv_nsec - start.tv_nsec));
    return 0;
}
