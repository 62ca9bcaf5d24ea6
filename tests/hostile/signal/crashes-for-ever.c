/* case: a handler that returns into the crash is a loop, and ends as one
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status != pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[id=open-existing].observed ~ it had not returned after a second of processor time; it was running in a loop
 * expect: checks[id=open-existing].location.line = @crash
 */
#include <signal.h>

static void nothing(int signal)
{
    (void)signal;
}

int segment_open(key_t key, size_t min_size)
{
    signal(SIGSEGV, nothing);
    *(volatile int *)8 = 1; /* @crash */
    return honest_segment_open(key, min_size);
}
