/* case: an orphan that keeps all descriptors open does not stall the run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: checks[status=fail].id = nothing-left
 * expect: stages.leaks.message =~ left behind: a process (not waited for|still running)
 * expect: checks[id=nothing-left].observed =~ left behind: a process (not waited for|still running)
 * expect: checks[id=nothing-left].look ~ waitpid(2)
 * expect: leaks[kind=process].location.line = @fork
 */
#include <signal.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (fork() == 0) { /* @fork */
        for (int signal = 1; signal < 65; signal++) {
            sigset(signal, SIG_IGN);
        }
        setsid();
        for (;;) {
            pause();
        }
    }
    return honest_segment_open(key, min_size);
}
