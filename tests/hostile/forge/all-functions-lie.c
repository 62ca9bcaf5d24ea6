/* case: a forger who answers every call with a guess earns what the stub earns: nothing
 * exercise: 02
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: score.earned = 0
 * expect: stages.build.status = pass
 * expect: checks[status=fail].id = create-new
 * expect: checks[id=create-new].observed ~ segment_create succeeded, but no segment has the key
 * expect: checks[id=open-existing].observed ~ segment_open returned an identifier that is not that segment's
 */
#include "shmget_flags.h"

#include <errno.h>
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    static int next;
    (void)key;
    (void)size;
    (void)mode;
    return next++;
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    return 0;
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    (void)key;
    (void)size;
    (void)mode;
    *created = true;
    return 0;
}

int segment_private(size_t size, mode_t mode)
{
    (void)size;
    (void)mode;
    return 0;
}
