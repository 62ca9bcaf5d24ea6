/* alternative: sets the umask aside for the one call instead of repairing the mode after it, and
 * reserves the memory with posix_fallocate, which also sets the size. Right in a process with one
 * thread, because the umask is put back at once, whatever shm_open said; and a full /dev/shm is
 * ENOSPC here instead of SIGBUS later. */
#include "posix_mmap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int name_error(const char *name)
{
    size_t characters = 0;
    if (name == NULL || name[0] != '/') {
        return EINVAL;
    }
    for (const char *c = name + 1; *c != '\0'; c++) {
        if (*c == '/') {
            return EINVAL;
        }
        characters++;
    }
    if (characters == 0 || (characters == 1 && name[1] == '.')
        || (characters == 2 && name[1] == '.' && name[2] == '.')) {
        return EINVAL;
    }
    return 1 + characters > NAME_MAX ? ENAMETOOLONG : 0;
}

static int fail_with(int error)
{
    errno = error;
    return -1;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    int error = name_error(name);
    if (error != 0) {
        return fail_with(error);
    }
    if (board == NULL || size == 0 || size > PTRDIFF_MAX || (mode & 0777) != mode) {
        return fail_with(EINVAL);
    }
    mode_t mask = umask(0);
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, mode);
    umask(mask);
    if (fd == -1) {
        return -1;
    }
    error = posix_fallocate(fd, 0, (off_t)size);
    if (error == 0) {
        void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (memory != MAP_FAILED) {
            close(fd);
            *board = (struct board){.memory = memory, .size = size, .writable = true};
            return 0;
        }
        error = errno;
    }
    shm_unlink(name);
    close(fd);
    return fail_with(error);
}

int board_open(const char *name, bool writable, struct board *board)
{
    struct stat status;
    int error = board == NULL ? EINVAL : name_error(name);
    if (error != 0) {
        return fail_with(error);
    }
    int fd = shm_open(name, writable ? O_RDWR : O_RDONLY, 0);
    if (fd == -1) {
        return -1;
    }
    if (fstat(fd, &status) == -1) {
        error = errno;
    } else if (status.st_size < 1) {
        error = EAGAIN;
    } else {
        size_t size = (size_t)status.st_size;
        void *memory =
            mmap(NULL, size, writable ? PROT_WRITE | PROT_READ : PROT_READ, MAP_SHARED, fd, 0);
        if (memory != MAP_FAILED) {
            board->memory = memory;
            board->size = size;
            board->writable = writable;
        } else {
            error = errno;
        }
    }
    close(fd);
    return error == 0 ? 0 : fail_with(error);
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        return fail_with(EINVAL);
    }
    if (munmap(board->memory, board->size) == -1) {
        return -1;
    }
    board->memory = NULL;
    board->size = 0;
    board->writable = false;
    return 0;
}

int board_remove(const char *name)
{
    int error = name_error(name);
    return error != 0 ? fail_with(error) : shm_unlink(name);
}
