/* case: priority, policy and processors of other processes, of a group or of the whole user, are not a call's to change
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ (2) was refused to it: no exercise needs that call
 */
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

/* The parent is the zygote, which every later check is forked from. */
static int gets_through(void)
{
    struct sched_param none = {0};
    cpu_set_t processors;
    sched_getaffinity(0, sizeof processors, &processors);
    int through = 0;
    through |= setpriority(PRIO_USER, 0, 1) == 0;
    through |= setpriority(PRIO_PGRP, 0, 1) == 0;
    through |= setpriority(PRIO_PROCESS, (id_t)getppid(), 1) == 0;
    through |= sched_setscheduler(getppid(), SCHED_BATCH, &none) == 0;
    through |= sched_setparam(getppid(), &none) == 0;
    through |= sched_setaffinity(getppid(), sizeof processors, &processors) == 0;
    return through;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = EPERM;
    return -1;
}
