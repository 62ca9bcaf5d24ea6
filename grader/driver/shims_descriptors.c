/* Descriptors, and names of files. */
#include "driver/creations.h"
#include "driver/shims.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int note(int fd, const void *caller)
{
    creations_note(WIRE_OBJECT_DESCRIPTOR, fd, -1, NULL, 0, caller);
    return fd;
}

/* Two at once; 0 says that both are there. */
static int note_pair(int result, const int ends[2], const void *caller)
{
    note(result == 0 ? ends[0] : -1, caller);
    return result == 0 ? (note(ends[1], caller), result) : result;
}

/* What takes a name in a file system, and no descriptor. */
static int note_name(int result, const void *caller)
{
    if (result != 0) {
        creations_note(WIRE_OBJECT_BYTES, -1, -1, NULL, 0, caller);
    }
    return result;
}

SHIM int memfd_create(const char *name, unsigned flags)
{
    return note(NEXT(memfd_create)(name, flags), CALLER);
}

SHIM int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    int fd = NEXT(open)(path, flags, mode);
    return note(fd, CALLER);
}

SHIM int openat(int directory, const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    int fd = NEXT(openat)(directory, path, flags, mode);
    return note(fd, CALLER);
}

SHIM FILE *fopen(const char *path, const char *mode)
{
    FILE *file = NEXT(fopen)(path, mode);
    note(file != NULL ? fileno(file) : -1, CALLER);
    return file;
}

SHIM DIR *opendir(const char *path)
{
    DIR *folder = NEXT(opendir)(path);
    note(folder != NULL ? dirfd(folder) : -1, CALLER);
    return folder;
}

SHIM int dup(int fd)
{
    return note(NEXT(dup)(fd), CALLER);
}

SHIM int dup2(int fd, int wanted)
{
    return note(NEXT(dup2)(fd, wanted), CALLER);
}

SHIM int fcntl(int fd, int command, ...)
{
    va_list list;
    va_start(list, command);
    void *argument = va_arg(list, void *); /* whatever it is, it comes in the same register */
    va_end(list);
    int result = NEXT(fcntl)(fd, command, argument);
    return command == F_DUPFD || command == F_DUPFD_CLOEXEC ? note(result, CALLER) : result;
}

SHIM int pipe(int ends[2])
{
    return note_pair(NEXT(pipe)(ends), ends, CALLER);
}

SHIM int pipe2(int ends[2], int flags)
{
    return note_pair(NEXT(pipe2)(ends, flags), ends, CALLER);
}

SHIM int socket(int domain, int type, int protocol)
{
    return note(NEXT(socket)(domain, type, protocol), CALLER);
}

SHIM int socketpair(int domain, int type, int protocol, int ends[2])
{
    return note_pair(NEXT(socketpair)(domain, type, protocol, ends), ends, CALLER);
}

SHIM int epoll_create1(int flags)
{
    return note(NEXT(epoll_create1)(flags), CALLER);
}

SHIM int eventfd(unsigned value, int flags)
{
    return note(NEXT(eventfd)(value, flags), CALLER);
}

SHIM int timerfd_create(clockid_t clock, int flags)
{
    return note(NEXT(timerfd_create)(clock, flags), CALLER);
}

SHIM int mkdir(const char *path, mode_t mode)
{
    return note_name(NEXT(mkdir)(path, mode), CALLER);
}

SHIM int symlink(const char *target, const char *path)
{
    return note_name(NEXT(symlink)(target, path), CALLER);
}
