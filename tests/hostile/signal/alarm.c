/* case: an alarm of its own ends its own process
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[status=crash].observed ~ SIGALRM
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    alarm(1);
    pause();
    return honest_segment_open(key, min_size);
}
