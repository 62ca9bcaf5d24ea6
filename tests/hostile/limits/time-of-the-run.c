/* case: many slow calls come to the time of the run, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[*].observed ~ it had not returned yet; limit reached: time of the run, 20 of 20 s
 * expect: checks[*].observed ~ used up before this one, the last of it in
 * expect: checks[status=timeout].location.line = @sleep
 * expect: checks[status=timeout].look ~ work longer than it has to
 */
#include <time.h>

int segment_open(key_t key, size_t min_size)
{
    /* Less than a call may take. */
    nanosleep(&(struct timespec){.tv_nsec = 900000000}, NULL); /* @sleep */
    return honest_segment_open(key, min_size);
}
