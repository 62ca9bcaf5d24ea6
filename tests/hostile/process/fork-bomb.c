/* case: a fork bomb is held, ends its check, and the limit is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: processes, 64 of 64
 * expect: checks[id=open-existing].location.function = segment_open
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
