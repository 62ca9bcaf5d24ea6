/* case: a vfork whose child returns holds the call up, also one that is traced, and no more than that
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = fail
 * expect: checks[id=clean-failure].status = timeout
 * expect: checks[id=clean-failure].observed ~ waiting for something
 * expect: checks[id=open-existing].status = pass
 */
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (vfork() == 0) {
        return 5;
    }
    return honest_segment_create(key, size, mode);
}
