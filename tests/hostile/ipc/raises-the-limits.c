/* case: the limits of the IPC namespace are out of reach
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
    static const char *const files[] = { "/proc/sys/kernel/shmmax", "/proc/sys/kernel/shmall",
                                         "/proc/sys/kernel/shmmni", "/proc/sys/kernel/shm_rmid_forced",
                                         "/proc/sys/fs/mqueue/msg_max" };
    int through = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        int fd = open(files[i], O_WRONLY);
        through |= fd >= 0 && write(fd, "1", 1) == 1;
        if (fd >= 0) {
            close(fd);
        }
    }
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
