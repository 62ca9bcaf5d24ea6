/* case: nobody but a test traces a process: PTRACE_TRACEME would make the one that forks it the tracer, and a process has one
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ returned -1 with errno EPERM
 * expect: checks[id=open-existing].observed ~ ptrace(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <sys/ptrace.h>

/* A second request of the same process fails with EPERM too, with or without a filter. */
int segment_open(key_t key, size_t min_size)
{
    static int traced;
    traced = traced || ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0; /* @refused */
    return traced ? honest_segment_open(key, min_size) : -1;
}
