/* case: a process that calls itself ") R 1" is read right in /proc
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
 * expect: checks[id=open-existing].observed ~ it had not returned after four seconds; it was waiting for something that never came
 * expect: checks[id=open-existing].location.line = @here
 */
#include <sys/prctl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    prctl(PR_SET_NAME, ") R 1 1 1 (x", 0, 0, 0);
    for (;;) {
        pause(); /* @here */
    }
}
