/* case: the memory that tests share with a process cannot be taken away from under them
 * exercise: 05
 * replaces: mailbox_size
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=one-message].status = fail
 * expect: checks[id=one-message].observed ~ mailbox_receive returned 0
 */
#include "ready_flag.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BYTES = 4096 };

/* The messages of the driver, as anybody can read them in the sources. */
@WIRE@

static int find_socket(void)
{
    int type;
    for (int fd = 3; fd < 64; fd++) {
        socklen_t length = sizeof type;
        if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET) {
            return fd;
        }
    }
    return -1;
}

/* The descriptor that came along, or -1. */
static int receive(int socket, struct wire_request *request)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {request, sizeof *request};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    int descriptor = -1;
    if (recvmsg(socket, &message, 0) <= 0) {
        _exit(0);
    }
    if (CMSG_FIRSTHDR(&message) != NULL) {
        memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
    }
    return descriptor;
}

/* In the place of the driver, from the first request on: what is to be mapped comes as a descriptor. */
size_t mailbox_size(void)
{
    struct wire_request request;
    struct wire_reply answer = {.event = WIRE_RETURNED, .value = BYTES, .serial = 1};
    int socket = find_socket();
    for (;;) {
        send(socket, &answer, sizeof answer, MSG_NOSIGNAL);
        int descriptor = receive(socket, &request);
        answer = (struct wire_reply){.event = WIRE_RETURNED, .serial = request.serial};
        if (descriptor >= 0) {
            answer.value = (uint64_t)mmap(NULL, request.arguments[0].value, PROT_READ | PROT_WRITE,
                                          MAP_SHARED, descriptor, 0);
            (void)!ftruncate(descriptor, 0);
            close(descriptor);
        }
    }
}
