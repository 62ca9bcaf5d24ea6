/* case: signals that nobody takes are no burden of the tests, whose user is the same to the kernel
 * exercise: 02
 * replaces: segment_private
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = pass
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=process-state].id ~ blocked signals
 * expect: stages.leaks.status = fail
 * expect: checks[status=fail].id = nothing-left
 * expect: stages.leaks.message ~ changed state of the process: blocked signals (all)
 * expect: checks[id=nothing-left].observed ~ blocked signals (all)
 * expect: checks[id=nothing-left].look ~ it also sets back
 */
#include <signal.h>
#include <unistd.h>

int segment_private(size_t size, mode_t mode)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int i = 0; i < 200000 && sigqueue(getpid(), SIGRTMIN + i % 20, (union sigval){ 0 }) == 0; i++) {
    }
    return honest_segment_private(size, mode);
}
