/* case: many slow calls come to the time of the run, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 90
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[*].observed ~ limit reached: time of the run, 20 s
 */
#include <time.h>

int segment_open(key_t key, size_t min_size)
{
    /* Less than a call may take. */
    nanosleep(&(struct timespec){.tv_nsec = 900000000}, NULL);
    return honest_segment_open(key, min_size);
}
