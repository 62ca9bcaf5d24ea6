/* case: no mounts, by the old calls or the new ones
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
 * expect: checks[id=open-existing].observed ~ mount(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

static int gets_through(void)
{
    int through = 0;
    through |= mount("/usr", "/tmp", NULL, MS_BIND, NULL) == 0; /* @refused */
    through |= mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL) == 0;
    through |= umount2("/proc", MNT_DETACH) == 0;
    through |= syscall(SYS_pivot_root, "/tmp", "/tmp") == 0;
    through |= chroot("/tmp") == 0;
    through |= syscall(SYS_fsopen, "tmpfs", 0) >= 0;
    through |= syscall(SYS_open_tree, -1, "/", 1) >= 0;
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
