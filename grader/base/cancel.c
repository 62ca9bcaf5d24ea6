#include "base/cancel.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

bool cancel_init(struct cancel *cancel, struct error *err)
{
    cancel->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return cancel->fd >= 0 || error_set_errno(err, "cannot make an event descriptor");
}

void cancel_finish(struct cancel *cancel)
{
    if (cancel->fd >= 0) {
        close(cancel->fd);
    }
    cancel->fd = -1;
}

void cancel_raise(const struct cancel *cancel)
{
    (void)eventfd_write(cancel->fd, 1); /* fails only when it is raised already, 2^64 times */
}

bool cancel_is_raised(const struct cancel *cancel)
{
    struct pollfd raised = {.fd = cancel != NULL ? cancel->fd : -1, .events = POLLIN};
    return poll(&raised, 1, 0) == 1;
}
