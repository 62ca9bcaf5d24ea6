/* case: what a call changes of its process and does not set back is told: folder, limits, priority, timers, streams
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[id~current folder].kind = process-state
 * expect: leaks[id~limit of msgqueue size].kind = process-state
 * expect: leaks[id~nice value].kind = process-state
 * expect: leaks[id~timer 0].kind = process-state
 * expect: leaks[id~standard input closed].kind = process-state
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: stages.leaks.message ~ changed state of the process: current folder
 * expect: checks[status=fail].id = nothing-left
 * expect: checks[id=nothing-left].observed ~ changed state of the process: current folder
 * expect: checks[id=nothing-left].look ~ it also sets back
 */
#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    timer_t timer;
    struct sigevent silent = { .sigev_notify = SIGEV_NONE };
    (void)!chdir("/tmp");
    setrlimit(RLIMIT_MSGQUEUE, &(struct rlimit){ 0, 0 });
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + 1);
    timer_create(CLOCK_MONOTONIC, &silent, &timer);
    close(0);
    return honest_segment_open(key, min_size);
}
