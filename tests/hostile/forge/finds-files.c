/* case: no test, solution, home or host file is in the file system of student code
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 */
#include <fcntl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    static const char *const wanted[] = {
        "@ROOT@/solutions", "@ROOT@/tests", "@ROOT@", "/etc/passwd", "/root", "/home",
        "/arena/tests/test", "/arena", "/proc/1/root/arena/tests/test", "/workbook/bin/proctor",
        "/proc/1/mem", "/sys/kernel",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        int fd = open(wanted[i], O_RDONLY);
        if (fd >= 0) {
            close(fd);
            return honest_segment_open(key, min_size);
        }
    }
    errno = ENOSYS;
    return -1;
}
