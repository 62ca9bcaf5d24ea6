/* case: a process that kills the one it was forked from, and the first of its namespace, ends its own run and gains nothing
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=prints-nothing].status = crash
 * expect: checks[id=prints-nothing].observed ~ it has ended or does not answer
 * expect: leaks = []
 */
#include <signal.h>
#include <unistd.h>

/* The call itself may come back before the kernel has ended everybody. */
int segment_open(key_t key, size_t min_size)
{
    kill(1, SIGKILL);
    kill(getppid(), SIGKILL);
    return honest_segment_open(key, min_size);
}
