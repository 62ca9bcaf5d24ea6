/* case: no ports, segments of the processor, or foreign system call tables
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed =~ (iopl|personality)\(2\) was refused to it: no exercise needs that call
 */
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

static int gets_through(void)
{
    int through = 0;
    through |= syscall(SYS_iopl, 3) == 0;
    through |= syscall(SYS_ioperm, 0x80, 1, 1) == 0;
    through |= personality(PER_LINUX32) != -1;
    through |= syscall(SYS_modify_ldt, 1, NULL, 0) == 0;
    return through;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
