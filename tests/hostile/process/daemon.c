/* case: a daemon that forked twice and left its session is found, told, and gone
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=process].kind = process
 * expect: checks[status=fail].id = nothing-left
 * expect: stages.leaks.message =~ left behind: a process (not waited for|still running)
 * expect: checks[id=nothing-left].observed =~ left behind: a process (not waited for|still running)
 * expect: checks[id=nothing-left].look ~ waitpid(2)
 * expect: leaks[kind=process].location.line = @fork
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (fork() == 0) { /* @fork */
        setsid();
        if (fork() == 0) {
            for (;;) {
                pause();
            }
        }
        _exit(0);
    }
    return honest_segment_open(key, min_size);
}
