/* case: nothing in /proc or /sys can be changed
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
 */
#include <fcntl.h>
#include <unistd.h>

static int gets_through(void)
{
    static const char *const files[] = { "/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/1/oom_score_adj",
                                         "/proc/sys/vm/drop_caches", "/sys/power/state", "/proc/self/uid_map",
                                         "/proc/sys/kernel/core_pattern", "/dev/mem", "/dev/kmsg" };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (open(files[i], O_WRONLY) >= 0) {
            return 1;
        }
    }
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
