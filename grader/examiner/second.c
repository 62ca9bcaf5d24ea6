#include "examiner/second.h"

#include <stddef.h>
#include <time.h>

enum { NS_IN_MS = 1000000, NS_IN_S = 1000000000, SLACK_MS = 30 };

long second_wait_ns(long of_second_ns, int ms)
{
    long last_ns = NS_IN_S - (ms + SLACK_MS) * (long)NS_IN_MS;
    return last_ns >= 0 && of_second_ns > last_ns ? NS_IN_S - of_second_ns : 0;
}

/* The two clocks do not turn at the same moment: behind the end of one second the other's may be near. */
void second_await_room(int ms)
{
    static const clockid_t clocks[] = {CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_MONOTONIC};
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        struct timespec now;
        clock_gettime(clocks[i], &now);
        nanosleep(&(struct timespec){.tv_nsec = second_wait_ns(now.tv_nsec, ms)}, NULL);
    }
}
