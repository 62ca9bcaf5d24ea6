/* case: nobody can make the channel of Valgrind's reports lose what comes while it is full
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ shmget_flags.c:@read: Invalid read of size 1
 * expect: stages.memory.message ~ Invalid read of size 1
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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
    int channel = find_channel();
    int on = 1;
    fcntl(channel, F_SETFL, fcntl(channel, F_GETFL) | O_NONBLOCK);
    ioctl(channel, FIONBIO, &on);
    volatile char *block = malloc(10);
    volatile char beyond = block[10]; /* @read */
    (void)beyond;
    free((void *)block);
    return honest_segment_open(key, min_size);
}
