/* alternative: makes the object with no permissions, and gives it its mode when size and mapping
 * are there; the memory is mapped over a reservation (MAP_FIXED), with its rights given last. Right
 * because the creator's descriptor needs no permissions, the mode ends up as it should, and the
 * steps that can fail are undone by a list of what was done. */
#include "posix_mmap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a call has made until now. */
struct work {
    const char *name; /* of the object to unlink, or NULL */
    int fd;           /* or -1 */
    void *memory;     /* or NULL */
    size_t size;
};

/* Undoes what must not stay. The descriptor never stays. */
static int finish(struct work *work, int error, struct board *board, bool writable)
{
    if (work->fd != -1) {
        close(work->fd);
    }
    if (error == 0) {
        board->memory = work->memory;
        board->size = work->size;
        board->writable = writable;
        return 0;
    }
    if (work->memory != NULL) {
        munmap(work->memory, work->size);
    }
    if (work->name != NULL) {
        shm_unlink(work->name);
    }
    errno = error;
    return -1;
}

static int judge(const char *name)
{
    if (name == NULL || *name++ != '/') {
        return EINVAL;
    }
    const char *end = strchrnul(name, '/');
    if (*end == '/' || end == name || (end == name + 1 && name[0] == '.')
        || (end == name + 2 && memcmp(name, "..", 2) == 0)) {
        return EINVAL;
    }
    return end - name >= NAME_MAX ? ENAMETOOLONG : 0;
}

/* Maps the object over a reservation of its size. 0 or an error number. */
static int map(struct work *work, bool writable)
{
    void *room = mmap(NULL, work->size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                      0);
    if (room == MAP_FAILED) {
        return errno;
    }
    work->memory = room;
    if (mmap(room, work->size, PROT_NONE, MAP_SHARED | MAP_FIXED, work->fd, 0) == MAP_FAILED) {
        return errno;
    }
    int rights = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    return mprotect(room, work->size, rights) == 0 ? 0 : errno;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    struct work work = {NULL, -1, NULL, size};
    int error = judge(name);
    if (error == 0
        && (board == NULL || size == 0 || size > PTRDIFF_MAX || (mode | 0777) != 0777)) {
        error = EINVAL;
    }
    if (error == 0) {
        work.fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0);
        error = work.fd == -1 ? errno : 0;
    }
    if (error == 0) {
        work.name = name;
        error = ftruncate(work.fd, (off_t)size) == 0 ? map(&work, true) : errno;
    }
    if (error == 0 && fchmod(work.fd, mode) != 0) {
        error = errno;
    }
    return finish(&work, error, board, true);
}

int board_open(const char *name, bool writable, struct board *board)
{
    struct work work = {NULL, -1, NULL, 0};
    struct stat status;
    int error = board == NULL ? EINVAL : judge(name);
    if (error == 0) {
        work.fd = shm_open(name, writable ? O_RDWR : O_RDONLY, 0);
        error = work.fd == -1 || fstat(work.fd, &status) != 0 ? errno : 0;
    }
    if (error == 0) {
        work.size = (size_t)status.st_size;
        error = work.size == 0 ? EAGAIN : map(&work, writable);
    }
    return finish(&work, error, board, writable);
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (size_t at = 0; at < board->size; at += page) {
        if (munmap((char *)board->memory + at, page) != 0) {
            return -1;
        }
    }
    memset(board, 0, sizeof *board);
    return 0;
}

int board_remove(const char *name)
{
    int error = judge(name);
    if (error == 0 && shm_unlink(name) == 0) {
        return 0;
    }
    if (error != 0) {
        errno = error;
    }
    return -1;
}
