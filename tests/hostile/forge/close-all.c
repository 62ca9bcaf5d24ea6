/* case: closing all descriptors ends in a verdict
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ its process closed or misused a descriptor that is not its own
 * expect: checks[id=open-existing].look ~ close(2), write(2): use the descriptors that you opened
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    close_range(0, ~0U, 0);
    return honest_segment_open(key, min_size);
}
