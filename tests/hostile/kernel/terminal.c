/* case: the grader's terminal is nobody's of a submission: not typed into, not opened, not even known (also e2e/no-terminal)
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 * expect: checks[id=open-existing].observed ~ ioctl(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* proc_pid_stat(5): behind the name, which may hold anything, state, parent, group, session, terminal. */
static int has_terminal(void)
{
    char line[1024] = "";
    int terminal = 0;
    int fd = open("/proc/self/stat", O_RDONLY);
    ssize_t length = read(fd, line, sizeof line - 1);
    const char *rest = length > 0 ? strrchr(line, ')') : NULL;
    close(fd);
    return rest == NULL || sscanf(rest, ") %*c %*d %*d %*d %d", &terminal) != 1 || terminal != 0;
}

static int gets_through(void)
{
    char letter = 'x';
    static int through;
    /* Refused before anybody asks whether it is a terminal. */
    for (int fd = 0; fd < 16; fd++) {
        through |= ioctl(fd, TIOCSTI, &letter) == 0 || errno != EPERM; /* @refused */
    }
    through |= open("/dev/tty", O_RDWR) >= 0 || has_terminal();
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
