/* case: SIGKILL from its own hand is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ signal 9 (SIGKILL, Killed) ended the process
 * expect: checks[id=open-existing].look ~ a function of a library returns to its caller
 */
#include <signal.h>

int segment_open(key_t key, size_t min_size)
{
    raise(SIGKILL);
    return honest_segment_open(key, min_size);
}
