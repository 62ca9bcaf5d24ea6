/* case: functions by the names of those that the driver calls are the file's alone
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
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What answers the tests, and finds the functions, in the driver. */
ssize_t send(int socket, const void *bytes, size_t length, int flags)
{
    (void)socket, (void)bytes, (void)flags;
    return (ssize_t)length;
}

void *dlsym(void *handle, const char *name)
{
    (void)handle, (void)name;
    return NULL;
}

void call_perform(void)
{
}

int buffer_overran(const void *buffer)
{
    (void)buffer;
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    (void)key, (void)min_size;
    return 0;
}
