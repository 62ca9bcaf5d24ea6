/* case: PTRACE_TRACEME stops nothing
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ ENOSYS
 * expect: checks[id=open-existing].observed ~ ptrace(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <sys/ptrace.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) { /* @refused */
        errno = ENOSYS;
        return -1;
    }
    return honest_segment_open(key, min_size);
}
