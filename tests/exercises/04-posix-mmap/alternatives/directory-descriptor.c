/* alternative: works relative to a descriptor of /dev/shm, sizes the object through its mapping's
 * file by pwrite of the last byte, and asks statx for the size. Right because writing a zero at the
 * end extends the file as ftruncate does; the directory's descriptor is closed on every path. */
#include "posix_mmap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Closes a descriptor when its variable goes out of scope, and lets errno be. */
static void close_scoped(int *fd)
{
    if (*fd >= 0) {
        int error = errno;
        close(*fd);
        errno = error;
    }
}
#define SCOPED_FD __attribute__((cleanup(close_scoped))) int

/* The name without its slash, or NULL with errno. */
static const char *file_of(const char *name)
{
    errno = EINVAL;
    if (name == NULL || name[0] != '/' || name[1] == '\0' || strpbrk(name + 1, "/") != NULL) {
        return NULL;
    }
    if (!strcmp(name + 1, ".") || !strcmp(name + 1, "..")) {
        return NULL;
    }
    if (strnlen(name, NAME_MAX + 1) > NAME_MAX) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    return name + 1;
}

static int open_directory(void)
{
    return open("/dev/shm", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    const char *file = file_of(name);
    if (file == NULL) {
        return -1;
    }
    if (board == NULL || size == 0 || size > PTRDIFF_MAX || (mode & ~(mode_t)ALLPERMS) != 0
        || (mode & (S_ISUID | S_ISGID | S_ISVTX)) != 0) {
        errno = EINVAL;
        return -1;
    }
    SCOPED_FD directory = open_directory();
    if (directory == -1) {
        return -1;
    }
    SCOPED_FD fd = openat(directory, file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd == -1) {
        return -1;
    }
    void *memory = MAP_FAILED;
    if (fchmod(fd, mode) == 0 && pwrite(fd, "", 1, (off_t)(size - 1)) == 1) {
        memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (memory == MAP_FAILED) {
        int error = errno;
        unlinkat(directory, file, 0);
        errno = error;
        return -1;
    }
    *board = (struct board){.writable = true, .size = size, .memory = memory};
    return 0;
}

int board_open(const char *name, bool writable, struct board *board)
{
    const char *file = file_of(name);
    struct statx status;
    if (file == NULL) {
        return -1;
    }
    if (board == NULL) {
        errno = EINVAL;
        return -1;
    }
    SCOPED_FD directory = open_directory();
    if (directory == -1) {
        return -1;
    }
    SCOPED_FD fd = openat(directory, file, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    if (fd == -1 || statx(fd, "", AT_EMPTY_PATH, STATX_SIZE, &status) == -1) {
        return -1;
    }
    if (status.stx_size == 0) {
        errno = EAGAIN;
        return -1;
    }
    int protection = PROT_READ;
    if (writable) {
        protection |= PROT_WRITE;
    }
    void *memory = mmap(NULL, status.stx_size, protection, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        return -1;
    }
    *board = (struct board){memory, status.stx_size, writable};
    return 0;
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        errno = EINVAL;
        return -1;
    }
    int result = munmap(board->memory, board->size);
    if (result == 0) {
        *board = (struct board){0};
    }
    return result;
}

int board_remove(const char *name)
{
    const char *file = file_of(name);
    if (file == NULL) {
        return -1;
    }
    SCOPED_FD directory = open_directory();
    return directory == -1 ? -1 : unlinkat(directory, file, 0);
}
