/* case: EMFILE at the limit names the limit
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ EMFILE
 * expect: checks[id=open-existing].observed ~ limit reached: descriptors of a process, 64 of 64
 * expect: checks[id=open-existing].look ~ close(2)
 * expect: checks[id=open-existing].location.line = @open
 */
#include <fcntl.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    while (open("/dev/null", O_RDONLY) >= 0) { /* @open */
    }
    return -1;
}
