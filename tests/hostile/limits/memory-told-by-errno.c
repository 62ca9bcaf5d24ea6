/* case: malloc that comes to the limit of memory names it, with the line that asks
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOMEM
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 25
 * expect: checks[id=open-existing].observed ~ of 256 MiB
 * expect: checks[id=open-existing].look ~ malloc(3)
 * expect: checks[id=open-existing].location.line = @ask
 */
#include <stdlib.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (;;) {
        volatile char *piece = malloc(1 << 20); /* @ask */
        if (piece == NULL) {
            return -1;
        }
        piece[0] = 1;
    }
}
