/* case: exit(0) inside a call is no pass
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ exit
 */
#include <stdlib.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    exit(0);
}
