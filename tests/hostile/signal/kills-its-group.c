/* case: a signal to its group ends the process that sends it, and nobody of the tests
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = crash
 * expect: checks[id=create-new].observed ~ SIGKILL
 * expect: checks[id=open-existing].status = pass
 */
#include <signal.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    for (;;) {
        kill(0, SIGKILL);
    }
    return honest_segment_create(key, size, mode);
}
