/* case: namespaces, ptrace, the network, io_uring and other reaches are refused
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ unshare(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    int got_through = 0;
    got_through |= unshare(CLONE_NEWUSER) == 0; /* @refused */
    got_through |= unshare(CLONE_NEWNS) == 0;
    got_through |= mount("none", "/tmp", "tmpfs", 0, NULL) == 0;
    got_through |= ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
    got_through |= ptrace(PTRACE_ATTACH, 1, NULL, NULL) == 0;
    got_through |= socket(AF_INET, SOCK_STREAM, 0) >= 0;
    got_through |= syscall(SYS_io_uring_setup, 8, NULL) >= 0 || errno != ENOSYS;
    got_through |= syscall(SYS_bpf, 0, NULL, 0) == 0 || errno != EPERM;
    if (got_through) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
