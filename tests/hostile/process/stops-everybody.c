/* case: SIGSTOP to every process in sight holds nobody up
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
 * reduced-expect: checks[id=create-new].status = pass
 * reduced-expect: status =~ ^(pass|fail)$
 * reduced-expect: checks[status=crash].observed =~ absent|a signal has stopped it, as SIGSTOP does
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (pid_t pid = 1; pid < 1000; pid++) {
        if (pid != getpid()) {
            kill(pid, SIGSTOP);
        }
    }
    return honest_segment_open(key, min_size);
}
