/* case: a fork bomb is held, takes the time of its own run alone, and ends in a verdict
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 120
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (;;) {
        fork();
    }
}
