/* case: a chain of processes, each the child of the one that ended, is found and ended
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 90
 * expect: status = fail
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=process].id ~ process
 */
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (fork() == 0) {
        setsid();
        for (;;) {
            if (fork() != 0) {
                _exit(0);
            }
        }
    }
    return honest_segment_create(key, size, mode);
}
