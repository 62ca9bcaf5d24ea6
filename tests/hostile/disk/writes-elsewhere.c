/* case: nothing can be written but below /tmp and /dev/shm
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
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int gets_through(void)
{
    static const char *const folders[] = { "/", "/usr", "/usr/bin", "/etc", "/var/tmp", "/run", "/home",
                                           "/root", "/arena", "/arena/object", "/workbook", "@ROOT@" };
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s/made", folders[i]);
        if (open(name, O_CREAT | O_WRONLY, 0600) >= 0) {
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
