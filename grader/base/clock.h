/* The clock that durations are measured with. */
#ifndef WORKBOOK_BASE_CLOCK_H
#define WORKBOOK_BASE_CLOCK_H

#include <time.h>

/* Milliseconds of CLOCK_MONOTONIC (clock_gettime(2)). */
static inline long clock_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#endif
