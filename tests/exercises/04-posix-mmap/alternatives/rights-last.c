/* alternative: maps without any right and grants them by mprotect, in four steps of a table. Right
 * because nobody uses the mapping before, and what mprotect is given is the whole mapping. */
#include "posix_mmap.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* a small automaton over the characters */
static int bad_name(const char *s)
{
    enum { START, SLASH, DOT, DOTS, NAME } at = START;
    size_t n = 0;
    if (!s)
        return EINVAL;
    for (; *s; s++, n++) {
        switch (at) {
        case START:
            if (*s != '/')
                return EINVAL;
            at = SLASH;
            continue;
        case SLASH:
            at = *s == '.' ? DOT : NAME;
            break;
        case DOT:
            at = *s == '.' ? DOTS : NAME;
            break;
        case DOTS:
        case NAME:
            at = NAME;
            break;
        }
        if (*s == '/')
            return EINVAL;
    }
    if (at != NAME)
        return EINVAL;
    return n > 255 ? ENAMETOOLONG : 0;
}

int board_close(struct board *board)
{
    if (!board || !board->memory) {
        errno = EINVAL;
        return -1;
    }
    if (munmap(board->memory, board->size))
        return -1;
    *board = (struct board){0};
    return 0;
}

int board_remove(const char *name)
{
    if ((errno = bad_name(name)) != 0)
        return -1;
    return shm_unlink(name) == 0 ? 0 : -1;
}

struct work {
    const char *name;
    size_t size;
    mode_t mode;
    int fd;
    void *p;
};
static bool st_open(struct work *w)
{
    return (w->fd = shm_open(w->name, O_RDWR | O_CREAT | O_EXCL, 0600)) != -1;
}
static bool st_size(struct work *w)
{
    return !ftruncate(w->fd, w->size);
}
static bool st_mode(struct work *w)
{
    return !fchmod(w->fd, w->mode);
}
static bool st_map(struct work *w)
{
    return (w->p = mmap(0, w->size, PROT_READ | PROT_WRITE, MAP_SHARED, w->fd, 0)) != MAP_FAILED;
}
int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    static bool (*const steps[])(struct work *) = {st_open, st_size, st_mode, st_map};
    struct work w = {name, size, mode, -1, MAP_FAILED};
    int e = bad_name(name);
    if (!board || !size || mode & ~0777u)
        e = EINVAL;
    if (e) {
        errno = e;
        return -1;
    }
    for (int i = 0; i < 4; i++)
        if (!steps[i](&w)) {
            e = errno;
            if (i) {
                close(w.fd);
                shm_unlink(name);
            }
            errno = e;
            return -1;
        }
    close(w.fd);
    *board = (struct board){w.p, size, true};
    return 0;
}
int board_open(const char *name, bool writable, struct board *board)
{
    struct stat st;
    int e = bad_name(name), fd;
    if (!board)
        e = EINVAL;
    if (e) {
        errno = e;
        return -1;
    }
    if ((fd = shm_open(name, O_RDONLY + writable * (O_RDWR - O_RDONLY), 0)) == -1)
        return -1;
    if (fstat(fd, &st)) {
        e = errno;
        close(fd);
        errno = e;
        return -1;
    }
    if (!st.st_size) {
        close(fd);
        errno = EAGAIN;
        return -1;
    }
    void *p = mmap(0, st.st_size, PROT_NONE, MAP_SHARED, fd, 0);
    e = errno;
    close(fd);
    if (p == MAP_FAILED) {
        errno = e;
        return -1;
    }
    if (mprotect(p, st.st_size, writable ? PROT_READ | PROT_WRITE : PROT_READ)) {
        e = errno;
        munmap(p, st.st_size);
        errno = e;
        return -1;
    }
    board->memory = p;
    board->size = st.st_size;
    board->writable = writable;
    return 0;
}
