/* case: a vfork whose child never ends holds the call, not the grader
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 * expect: stages.behaviour.status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[id=open-existing].look ~ what ends the loop or the wait there
 * expect: checks[id=open-existing].observed ~ it had not returned after four seconds; it was waiting for something that never came, in vfork
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (vfork() == 0) {
        for (;;) {
            pause();
        }
    }
    return honest_segment_open(key, min_size);
}
