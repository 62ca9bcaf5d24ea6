/* case: memory without end comes to its limit
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[id=open-existing].observed ~ ENOMEM
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 2
 * expect: checks[id=open-existing].observed ~ of 256 MiB
 */
#include <stdlib.h>
#include <string.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (char *block; (block = malloc(1 << 20)) != NULL;) {
        memset(block, 1, 1 << 20);
    }
    errno = ENOMEM;
    return -1;
}
