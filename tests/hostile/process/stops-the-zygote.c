/* case: a process that stops the one it was forked from ends the run, at once, and gains nothing
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=crash].observed ~ a signal has stopped it, as SIGSTOP does
 * expect: checks[status=crash].look ~ whom does your file send SIGSTOP
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    kill(getppid(), SIGSTOP);
    return honest_segment_open(key, min_size);
}
