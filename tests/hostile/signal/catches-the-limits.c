/* case: whoever catches SIGXCPU and SIGXFSZ gains no time and no space
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
 * expect: checks[id=open-existing].observed ~ it had not returned after a second of processor time; it was running in a loop
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <signal.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    signal(SIGXCPU, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    for (;;) {
    }
}
