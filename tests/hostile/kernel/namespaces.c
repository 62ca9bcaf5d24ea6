/* case: no new namespaces, by any of the calls that make them
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
 * expect: checks[id=open-existing].observed ~ unshare(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <fcntl.h>

static int gets_through(void)
{
    int through = 0;
    through |= unshare(CLONE_NEWIPC) == 0 || unshare(CLONE_NEWPID) == 0 || unshare(CLONE_NEWNET) == 0; /* @refused */
    through |= syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL) > 0;
    through |= syscall(SYS_clone3, NULL, 0) != -1 || errno != ENOSYS;
    int fd = open("/proc/1/ns/ipc", O_RDONLY);
    through |= fd >= 0 && setns(fd, 0) == 0;
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
