/* alternative: asks the kernel directly, without the library's wrappers: openat below /dev/shm,
 * fstat, mmap, unlinkat. Right because that is all that shm_open and shm_unlink do on Linux. The
 * size of an object is asked for twice, before and after mapping a first page of it, and mremap
 * makes the mapping as large as the object. */
#include "posix_mmap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DIRECTORY = sizeof "/dev/shm" - 1 };

/* "/dev/shm" and the name; the error number, 0 when it is a good one. */
static int path_of(const char *name, char path[DIRECTORY + NAME_MAX + 1])
{
    size_t length = 0;
    if (!name || name[0] != '/') {
        return EINVAL;
    }
    for (length = 1; name[length]; length++) {
        if (name[length] == '/') {
            return EINVAL;
        }
    }
    if (length == 1 || (name[1] == '.' && (!name[2] || (name[2] == '.' && !name[3])))) {
        return EINVAL;
    }
    if (length > NAME_MAX) {
        return ENAMETOOLONG;
    }
    memcpy(path, "/dev/shm", DIRECTORY);
    memcpy(path + DIRECTORY, name, length + 1);
    return 0;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static void drop(int fd)
{
    int error = errno;
    syscall(SYS_close, fd);
    errno = error;
}

static void *map(int fd, size_t size, int protection)
{
    return (void *)syscall(SYS_mmap, NULL, size, protection, MAP_SHARED, fd, 0);
}

/* Maps a page first, and then as much as there is. NULL with errno. */
static void *map_whole(int fd, int protection, size_t *size)
{
    struct stat status;
    void *page = map(fd, 1, protection);
    if (page == MAP_FAILED) {
        return NULL;
    }
    size_t first = (size_t)sysconf(_SC_PAGESIZE);
    void *whole = MAP_FAILED;
    if (fstat(fd, &status) == 0) {
        *size = (size_t)status.st_size;
        whole = (void *)syscall(SYS_mremap, page, first, *size, MREMAP_MAYMOVE);
    }
    if (whole == MAP_FAILED) {
        int error = errno;
        syscall(SYS_munmap, page, first);
        errno = error;
        return NULL;
    }
    return whole;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    char path[DIRECTORY + NAME_MAX + 1];
    int error = path_of(name, path);
    if (error) {
        return fail(error);
    }
    if (!board || !size || size > LONG_MAX || mode & ~(mode_t)0777) {
        return fail(EINVAL);
    }
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0) {
        return -1;
    }
    void *memory = NULL;
    if (!syscall(SYS_fchmod, fd, mode) && !syscall(SYS_ftruncate, fd, size)) {
        memory = map(fd, size, PROT_READ | PROT_WRITE);
        memory = memory == MAP_FAILED ? NULL : memory;
    }
    drop(fd);
    if (!memory) {
        error = errno;
        syscall(SYS_unlinkat, AT_FDCWD, path, 0);
        return fail(error);
    }
    board->writable = 1;
    board->size = size;
    board->memory = memory;
    return 0;
}

int board_open(const char *name, bool writable, struct board *board)
{
    char path[DIRECTORY + NAME_MAX + 1];
    struct stat status;
    size_t size = 0;
    void *memory = NULL;
    int error = board ? path_of(name, path) : EINVAL;
    if (error) {
        return fail(error);
    }
    int flags = (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0);
    if (fd < 0) {
        return -1;
    }
    if (fstat(fd, &status) == 0) {
        errno = EAGAIN;
        if (status.st_size) {
            memory = map_whole(fd, writable ? PROT_READ | PROT_WRITE : PROT_READ, &size);
        }
    }
    drop(fd);
    if (!memory) {
        return -1;
    }
    board->writable = writable;
    board->size = size;
    board->memory = memory;
    return 0;
}

int board_close(struct board *board)
{
    if (!board || !board->memory) {
        return fail(EINVAL);
    }
    if (syscall(SYS_munmap, board->memory, board->size)) {
        return -1;
    }
    board->memory = NULL;
    board->size = 0;
    board->writable = 0;
    return 0;
}

int board_remove(const char *name)
{
    char path[DIRECTORY + NAME_MAX + 1];
    int error = path_of(name, path);
    return error ? fail(error) : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
