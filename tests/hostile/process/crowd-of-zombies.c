/* case: children that nobody waits for are told and taken away
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: stages.leaks.status = fail
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 40; i++) {
        if (fork() == 0) {
            _exit(0);
        }
    }
    return honest_segment_open(key, min_size);
}
