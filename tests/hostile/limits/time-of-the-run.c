/* case: many slow calls come to the time of the run, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 90
 * expect: status = fail
 * expect: checks[*].observed ~ limit reached: time of the run, 20 s
 */
#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int segment_open(key_t key, size_t min_size)
{
    /* Less than a call may use. */
    for (double end = seconds() + 0.9; seconds() < end;) {
    }
    return honest_segment_open(key, min_size);
}
