/* case: children that have ended and that nobody waits for hold nobody up
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * within: 60
 * expect: checks[id=create-new].status = pass
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
