/* case: no look into another process's memory, descriptors or identity
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ process_vm_readv(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int gets_through(void)
{
    char byte;
    struct iovec here = { &byte, 1 }, there = { (void *)0x400000, 1 };
    static int through; /* who is traced is refused to a second tracer */
    for (pid_t pid = 1; pid < 64; pid++) {
        if (pid == getpid()) {
            continue;
        }
        char name[64];
        snprintf(name, sizeof name, "/proc/%d/mem", pid);
        through |= open(name, O_RDWR) >= 0;
        through |= process_vm_readv(pid, &here, 1, &there, 1, 0) >= 0; /* @refused */
        through |= process_vm_writev(pid, &here, 1, &there, 1, 0) >= 0;
        through |= ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0;
        int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
        through |= pidfd >= 0 && syscall(SYS_pidfd_getfd, pidfd, 0, 0) >= 0;
        through |= syscall(SYS_kcmp, pid, getpid(), 0, 0, 0) == 0;
    }
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
