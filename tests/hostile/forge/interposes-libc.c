/* case: functions of the C library that the submission defines serve the submission alone
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
#include <string.h>

int strcmp(const char *a, const char *b)
{
    (void)a;
    (void)b;
    return 0;
}

int memcmp(const void *a, const void *b, size_t length)
{
    (void)a;
    (void)b;
    (void)length;
    return 0;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    (void)fd;
    (void)bytes;
    return (ssize_t)length;
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    return 0;
}
