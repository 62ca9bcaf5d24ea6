/* case: a chain of processes, each the child of the one that ended, is found and ended
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=process].id ~ process
 * expect: stages.leaks.status = fail
 * expect: stages.leaks.message =~ left behind: a process (not waited for|still running)
 * expect: checks[*].observed =~ left behind: a process (not waited for|still running)
 * expect: checks[id=nothing-left].look ~ waitpid(2)
 * expect: leaks[kind=process].location.line = @fork
 */
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (fork() == 0) { /* @fork */
        setsid();
        for (;;) {
            if (fork() != 0) {
                _exit(0);
            }
        }
    }
    return honest_segment_create(key, size, mode);
}
