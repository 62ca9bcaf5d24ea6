/* case: nothing leads to the channel of Valgrind's reports by any of the calls that there are for that
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: stages.memory.message ~ open-existing passes natively and fails under Valgrind
 * expect: checks[id=valgrind-clean].status = fail
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
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

static int pass_on(int descriptor)
{
    int pair[2];
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
    int passed = socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 && sendmsg(pair[0], &message, 0) == 1;
    close(pair[0]);
    close(pair[1]);
    return passed;
}

static int gets_through(int channel)
{
    struct iovec blank = {" ", 1};
    int pipe_ends[2], on = 1, through = 0;
    int zero = open("/dev/zero", O_RDONLY);
    (void)!pipe(pipe_ends);
    (void)!write(pipe_ends[1], " ", 1);
    through |= (dup(channel) >= 0) << 0;
    through |= (dup2(channel, 20) >= 0) << 1;
    through |= (dup3(channel, 20, O_CLOEXEC) >= 0) << 2;
    through |= (fcntl(channel, F_DUPFD, 10) >= 0) << 3;
    through |= (fcntl(channel, F_DUPFD_CLOEXEC, 10) >= 0) << 4;
    through |= (fcntl(channel, F_SETFL, O_NONBLOCK) == 0) << 5;
    through |= (ioctl(channel, FIONBIO, &on) == 0) << 6;
    through |= pass_on(channel) << 7;
    through |= (send(channel, " ", 1, 0) == 1) << 8;
    through |= (write(channel, " ", 1) == 1) << 9;
    through |= (writev(channel, &blank, 1) == 1) << 10;
    through |= (pwritev2(channel, &blank, 1, -1, 0) == 1) << 11;
    through |= (sendfile(channel, zero, NULL, 1) == 1) << 12;
    through |= (splice(pipe_ends[0], NULL, channel, NULL, 1, 0) == 1) << 13;
    through |= (dup2(zero, channel) >= 0) << 14;
    through |= (close(channel) == 0) << 15;
    through |= (syscall(SYS_close_range, channel, channel, 0) == 0 && fcntl(channel, F_GETFD) < 0) << 16;
    return through;
}

/* Under Valgrind alone: natively there is nothing to get through to. */
int segment_open(key_t key, size_t min_size)
{
    int channel = find_channel();
    int through = channel < 0 ? 1 : gets_through(channel);
    if (through != 0) {
        return honest_segment_open(key, min_size);
    }
    errno = EPERM;
    return -1;
}
