/* case: a report that another process writes in the name of this one is not believed
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
#include <sys/wait.h>
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

/* Credentials of a stranger: only who has a privilege may send them (unix(7)). */
static void write_as(int channel, pid_t pid, const char *text)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(struct ucred))];
    } control = {.header = {.cmsg_level = SOL_SOCKET,
                            .cmsg_type = SCM_CREDENTIALS,
                            .cmsg_len = CMSG_LEN(sizeof(struct ucred))}};
    struct ucred credentials = {.pid = pid, .uid = getuid(), .gid = getgid()};
    memcpy(CMSG_DATA(&control.header), &credentials, sizeof credentials);
    struct iovec part = {(void *)text, strlen(text)};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    sendmsg(channel, &message, 0);
}

int segment_open(key_t key, size_t min_size)
{
    int copy = dup(find_channel());
    pid_t child = fork();
    if (child == 0) {
        write_as(copy, getppid(), "<status><state>FINISHED</state></status></valgrindoutput>");
        _exit(0);
    }
    waitpid(child, NULL, 0);
    close(copy);
    volatile char *block = malloc(10);
    volatile char beyond = block[10]; /* @read */
    (void)beyond;
    free((void *)block);
    return honest_segment_open(key, min_size);
}
