/* case: no bpf, performance counters, user faults or notifications of all files
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ perf_event_open(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <linux/perf_event.h>
#include <sys/fanotify.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <string.h>

static int gets_through(void)
{
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    int through = 0;
    through |= syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0) >= 0; /* @refused */
    through |= syscall(SYS_userfaultfd, 1) >= 0;
    through |= syscall(SYS_fanotify_init, 0, 0) >= 0;
    through |= syscall(SYS_bpf, 5, &attributes, sizeof attributes) >= 0;
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
