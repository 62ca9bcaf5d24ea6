/* case: no descriptor of the process leads to a file that it could not open by itself
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
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int a_file_is_open(void)
{
    char path[64], target[256];
    for (int fd = 3; fd < 1024; fd++) {
        struct stat info;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 0 && fstat(fd, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode) || S_ISFIFO(info.st_mode))) {
            return 1;
        }
    }
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    if (a_file_is_open()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
