/* Messages that take a descriptor along (unix(7), SCM_RIGHTS).
 *
 * All of it inline: the driver and confine, which run beside a learner's code, link nothing of base.
 * A call that a signal interrupts is made again. Errors are recvmsg(2)'s and sendmsg(2)'s, in errno.
 */
#ifndef WORKBOOK_BASE_PASSING_H
#define WORKBOOK_BASE_PASSING_H

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

union passing_room {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int))];
};

/* Receives one message into the parts: its length in bytes, 0 at the end of a stream, -1. *descriptor is the
 * caller's to close (it closes on exec), or -1 when none came. */
static inline ssize_t passing_receive(int socket, struct iovec *parts, size_t count,
                                      int *descriptor)
{
    union passing_room control;
    struct msghdr message = {.msg_iov = parts,
                             .msg_iovlen = count,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t length;
    do {
        length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (length < 0 && errno == EINTR);
    *descriptor = -1;
    const struct cmsghdr *header = length >= 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
    }
    return length;
}

/* Sends the parts as one message, and the descriptor with it unless that is -1: the length in bytes, or -1.
 * The descriptor stays the caller's. Nobody at the other end is an error and no signal. */
static inline ssize_t passing_send(int socket, struct iovec *parts, size_t count, int descriptor)
{
    union passing_room control = {0};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
    if (descriptor >= 0) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
        control.header = (struct cmsghdr){
            .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
        memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
    }
    ssize_t length;
    do {
        length = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (length < 0 && errno == EINTR);
    return length;
}

#endif
