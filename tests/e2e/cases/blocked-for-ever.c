/* case: a call that waits for ever is a time-out, and the line in which it waits is named
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[status=timeout].location.line = @wait
 * expect: checks[status=timeout].location.function = segment_open
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    pause(); /* @wait */
    return honest_segment_open(key, min_size);
}
