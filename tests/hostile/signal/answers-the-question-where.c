/* case: a handler of its own for the signal that asks where it hangs tells no lies
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
 * expect: checks[id=open-existing].observed ~ it had not returned after four seconds; it was waiting for something that never came, in pause
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    signal(62, SIG_IGN);
    for (;;) {
        pause();
    }
}
