/* case: nobody's priority, scheduling or processors are changed by a submission but its own process's
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ setpriority(2) was refused to it
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

/* Of all its user's processes, and of the one that it was forked from. */
static int gets_through(void)
{
    const struct sched_param none = { 0 };
    cpu_set_t first;
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    return setpriority(PRIO_USER, 0, 19) == 0 || setpriority(PRIO_PROCESS, (id_t)getppid(), 19) == 0 ||
           sched_setscheduler(getppid(), SCHED_IDLE, &none) == 0 ||
           sched_setaffinity(getppid(), sizeof first, &first) == 0;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
