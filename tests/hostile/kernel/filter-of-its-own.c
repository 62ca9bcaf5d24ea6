/* case: no filter of its own, and none with a listener
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ prctl(2) was refused to it
 * expect: checks[id=open-existing].look ~ here nobody puts on a filter of his own
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What write(2) is told by a filter, it believes. */
int segment_open(key_t key, size_t min_size)
{
    struct sock_filter lie = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {1, &lie};
    int through = 0;
    through |= syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program) >= 0;
    through |= syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) >= 0;
    through |= prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) >= 0; /* @refused */
    if (through) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
