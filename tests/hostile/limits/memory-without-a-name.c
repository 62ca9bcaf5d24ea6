/* case: memfd_create is not to be had, which is said, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ EPERM
 * expect: checks[id=open-existing].observed ~ memfd_create(2) was refused to it
 * expect: checks[id=open-existing].location.line = @make
 */
#include <sys/mman.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    int fd = memfd_create("hidden", 0); /* @make */
    return fd;
}
