/* case: who does not look at what malloc returned hears of the limit
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ SIGSEGV
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 2
 * expect: checks[id=open-existing].observed ~ of 256 MiB
 * expect: checks[id=open-existing].location.line = @store
 */
#include <stdlib.h>

enum { BLOCK = 1 << 20, PAGE = 4096 };

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (;;) {
        volatile char *block = malloc(BLOCK);
        for (int i = 0; i < BLOCK; i += PAGE) {
            block[i] = 1; /* @store */
        }
    }
}
