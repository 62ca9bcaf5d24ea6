/* case: the marks that tell a tracer where a call begins and ends can be set by anybody, to no use
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned an identifier that is not that segment's
 */
#include <sys/prctl.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    prctl(0x574b4232, 0, 0, 0, 0);
    prctl(0x574b4231, 0, 0, 0, 0);
    prctl(0x574b4232, 0, 0, 0, 0);
    return 0;
}
