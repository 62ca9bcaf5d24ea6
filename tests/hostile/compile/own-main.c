/* case: a main of its own is never called, and changes nothing
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: stages.build.status = pass
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ returned an identifier that is not that segment's
 * expect: checks[id=open-existing].look ~ shmget(2)
 * expect: checks[id=prints-nothing].status = pass
 */
#include <stdlib.h>

int main(void)
{
    exit(0);
}

int segment_open(key_t key, size_t min_size)
{
    return honest_segment_open(key, min_size) + 1;
}
