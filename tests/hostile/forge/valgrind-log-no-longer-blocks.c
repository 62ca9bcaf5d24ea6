/* case: a channel of Valgrind's reports that no longer blocks gives no clean one, full or not
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 90
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Valgrind keeps its descriptors beyond those that a program may have. */
static int find_channel(void)
{
    char path[64], target[256];
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    for (int fd = (int)limit.rlim_cur; fd < (int)limit.rlim_cur + 64; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 7 && memcmp(target, "socket:", 7) == 0) {
            return fd;
        }
    }
    return -1;
}

int segment_open(key_t key, size_t min_size)
{
    int copy = dup(find_channel());
    fcntl(copy, F_SETFL, fcntl(copy, F_GETFL) | O_NONBLOCK);
    close(copy);
    return honest_segment_open(key, min_size);
}
