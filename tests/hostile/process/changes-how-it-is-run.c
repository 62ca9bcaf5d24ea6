/* case: priority, policy, umask, locked memory, attributes and streams that a call changes for itself are told, and the next check has its own
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: checks[id=nothing-left].status = fail
 * expect: checks[id=nothing-left].observed ~ umask 777 was left behind
 * expect: leaks[id~umask].kind = process-state
 * expect: leaks[id~nice value 19].kind = process-state
 * expect: leaks[id~scheduling policy 3].kind = process-state
 * expect: leaks[id~locked memory].kind = process-state
 * expect: leaks[id~prctl].kind = process-state
 * expect: leaks[id~fcntl].kind = process-state
 */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { IOPRIO_WHO_PROCESS = 1, IOPRIO_IDLE = 3 << 13 };

/* What is refused changes nothing: the verdict of the call must not hang on it. */
int segment_open(key_t key, size_t min_size)
{
    static char page[4096];
    struct sched_param none = {0};
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    (void)personality(ADDR_NO_RANDOMIZE | READ_IMPLIES_EXEC);
    (void)syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_IDLE);
    (void)mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
    mlock(page, sizeof page);
    umask(0777);
    sched_setaffinity(0, sizeof first, &first);
    sched_setscheduler(0, SCHED_BATCH | SCHED_RESET_ON_FORK, &none);
    setpriority(PRIO_PROCESS, 0, 19);
    prctl(PR_SET_TIMERSLACK, 1000000000UL, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    fcntl(STDOUT_FILENO, F_SETFL, O_NONBLOCK);
    return honest_segment_open(key, min_size);
}
