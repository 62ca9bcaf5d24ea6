#include "proctor/door.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* False when the other end is closed. *fd is -1 when no descriptor came along. */
static bool receive(int *fd)
{
    char word;
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {&word, sizeof word};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    ssize_t length;
    do {
        length = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
    } while (length < 0 && errno == EINTR);
    *fd = -1;
    const struct cmsghdr *header = length > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header != NULL && header->cmsg_type == SCM_RIGHTS) {
        memcpy(fd, CMSG_DATA(header), sizeof *fd);
    }
    return length > 0;
}

enum door door_take_object(const struct plan *plan, struct error *err)
{
    AUTO_CLOSE int object = -1;
    if (!receive(&object)) {
        return DOOR_NOBODY;
    }
    /* In reduced mode the grader itself has put it where no student can write. */
    AUTO_FREE char *path = memory_format("%s/object/student.so", plan->arena);
    bool placed = !plan->full || file_copy_new(object, path, 0555, err);
    return placed ? DOOR_OBJECT : DOOR_FAILED;
}
