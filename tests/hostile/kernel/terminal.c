/* case: the grader's terminal cannot be typed into
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ ioctl(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int gets_through(void)
{
    char letter = 'x';
    int through = 0;
    /* Refused before anybody asks whether it is a terminal. */
    for (int fd = 0; fd < 16; fd++) {
        through |= ioctl(fd, TIOCSTI, &letter) == 0 || errno != EPERM; /* @refused */
    }
    through |= open("/dev/tty", O_RDWR) >= 0;
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
