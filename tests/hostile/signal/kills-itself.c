/* case: SIGKILL from its own hand is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=open-existing].observed ~ SIGKILL
 * expect: checks[id=open-existing].status = crash
 */
#include <signal.h>

int segment_open(key_t key, size_t min_size)
{
    raise(SIGKILL);
    return honest_segment_open(key, min_size);
}
