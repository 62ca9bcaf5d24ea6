/* case: a copy of the channel of Valgrind's reports that came through a socket is of no use
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
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

static int copy_of(int descriptor)
{
    int pair[2], copy = -1;
    char byte = 0;
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {.header = {.cmsg_level = SOL_SOCKET,
                            .cmsg_type = SCM_RIGHTS,
                            .cmsg_len = CMSG_LEN(sizeof(int))}};
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 && sendmsg(pair[0], &message, 0) == 1 &&
        recvmsg(pair[1], &message, 0) == 1) {
        memcpy(&copy, CMSG_DATA(&control.header), sizeof copy);
    }
    close(pair[0]);
    close(pair[1]);
    return copy;
}

/* An error that looks as if it lay in somebody else's file is Valgrind's word for an error all the same. */
int segment_open(key_t key, size_t min_size)
{
    static const char begin[] = "<error><kind>InvalidRead</kind><stack></stack>";
    int channel = copy_of(find_channel());
    (void)!write(channel, begin, strlen(begin));
    close(channel);
    volatile char *block = malloc(10);
    volatile char beyond = block[10]; /* @read */
    (void)beyond;
    free((void *)block);
    return honest_segment_open(key, min_size);
}
