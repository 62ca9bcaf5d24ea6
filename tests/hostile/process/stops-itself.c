/* case: a process that stops itself is a time-out
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = timeout
 * expect: stages.behaviour.status = fail
 * expect: checks[status=timeout].id = open-existing
 * expect: checks[id=open-existing].observed ~ it was stopped, as by SIGSTOP, and nobody sends SIGCONT
 * expect: checks[id=open-existing].look ~ who is to continue it
 * expect: checks[id=open-existing].location.line = @here
 */
#include <signal.h>

int segment_open(key_t key, size_t min_size)
{
    raise(SIGSTOP); /* @here */
    return honest_segment_open(key, min_size);
}
