/* case: what a call changes of its process and the kernel shows to nobody is told by the process itself
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[id~alarm].kind = process-state
 * expect: leaks[id~sigaltstack].kind = process-state
 * expect: leaks[id~sigaction].kind = process-state
 * expect: leaks[id~fesetround].kind = process-state
 * expect: leaks[id~setenv].kind = process-state
 * expect: leaks[kind=descriptor].id = 0
 * expect: leaks[kind=descriptor].location.line = @opened
 * expect: leaks[id~name innocent].kind = process-state
 * expect: leaks[id~scheduling policy].kind = process-state
 * expect: leaks[id~anonymous].kind = mapping
 * expect: leaks[id~anonymous].bytes = 12288
 * expect: leaks[id~anonymous].location.line = @mapping
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: stages.leaks.message ~ was left behind
 * expect: checks[id=nothing-left].observed ~ was left behind
 */
#include <fcntl.h>
#include <fenv.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    static char stack[65536];
    stack_t other = { .ss_sp = stack, .ss_size = sizeof stack };
    struct sched_param lowest = { 0 };
    alarm(1000);
    sigaltstack(&other, NULL);
    signal(SIGFPE, SIG_IGN);
    fesetround(FE_UPWARD);
    setenv("LANG", "tlh", 1);
    close(0);
    open("/dev/zero", O_RDONLY); /* @opened */
    prctl(PR_SET_NAME, "innocent");
    sched_setscheduler(0, SCHED_IDLE, &lowest);
    mmap(NULL, 12288, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); /* @mapping */
    return honest_segment_open(key, min_size);
}
