/* case: real-time priority is refused, and a nicer one costs the submission alone
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
 * expect: checks[id=open-existing].observed ~ ENOSYS
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    struct sched_param highest = { .sched_priority = 99 };
    if (sched_setscheduler(0, SCHED_FIFO, &highest) == 0 || setpriority(PRIO_PROCESS, 0, -20) == 0) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
