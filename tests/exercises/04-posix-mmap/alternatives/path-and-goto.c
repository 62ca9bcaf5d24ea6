/* alternative: opens the file under /dev/shm itself and cleans up through goto labels. Right
 * because on Linux a POSIX object is a file in that tmpfs, and the labels undo the steps in
 * reverse order. */
#include "posix_mmap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE (sizeof "/dev/shm" + NAME_MAX)

/* Writes the path of an object, or fails. The longest valid name just fits. */
static int make_path(const char *name, char path[PATH_SIZE])
{
    if (name == NULL || *name != '/') {
        errno = EINVAL;
        return -1;
    }
    const char *file = name + 1;
    if (*file == '\0' || strcmp(file, ".") == 0 || strcmp(file, "..") == 0
        || file[strcspn(file, "/")] != '\0') {
        errno = EINVAL;
        return -1;
    }
    if (snprintf(path, PATH_SIZE, "/dev/shm%s", name) >= (int)PATH_SIZE) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    char path[PATH_SIZE];
    int error;
    if (board == NULL || size == 0 || size > SIZE_MAX / 2 || mode > 0777) {
        errno = EINVAL;
        return -1;
    }
    if (make_path(name, path) != 0) {
        return -1;
    }
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return -1;
    }
    if (fchmod(fd, mode) < 0) {
        goto fail;
    }
    if (ftruncate(fd, (off_t)size) < 0) {
        goto fail;
    }
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        goto fail;
    }
    close(fd);
    board->memory = memory;
    board->size = size;
    board->writable = true;
    return 0;

fail:
    error = errno;
    close(fd);
    unlink(path);
    errno = error;
    return -1;
}

int board_open(const char *name, bool writable, struct board *board)
{
    char path[PATH_SIZE];
    struct stat status;
    void *memory;
    int error;
    if (board == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (make_path(name, path) != 0) {
        return -1;
    }
    int fd = open(path, (writable ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    if (fstat(fd, &status) < 0) {
        goto fail;
    }
    if (status.st_size == 0) {
        errno = EAGAIN;
        goto fail;
    }
    memory = mmap(NULL, (size_t)status.st_size, writable ? PROT_READ | PROT_WRITE : PROT_READ,
                  MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        goto fail;
    }
    close(fd);
    board->memory = memory;
    board->size = (size_t)status.st_size;
    board->writable = writable;
    return 0;

fail:
    error = errno;
    close(fd);
    errno = error;
    return -1;
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL || munmap(board->memory, board->size) != 0) {
        errno = EINVAL;
        return -1;
    }
    memset(board, 0, sizeof *board);
    return 0;
}

int board_remove(const char *name)
{
    char path[PATH_SIZE];
    return make_path(name, path) != 0 ? -1 : unlink(path);
}
