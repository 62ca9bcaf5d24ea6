/* mutant: unmaps one byte less than the size
 * caught-by: behaviour/close-unmaps
 * why: the kernel rounds up to pages and hides it, unless the last byte has a page to itself
 */
#include "posix_mmap.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int refuse(int error)
{
    errno = error;
    return -1;
}

static int check_name(const char *name)
{
    if (name == NULL || name[0] != '/' || name[1] == '\0') {
        return refuse(EINVAL);
    }
    if (strchr(name + 1, '/') != NULL || strcmp(name, "/.") == 0 || strcmp(name, "/..") == 0) {
        return refuse(EINVAL);
    }
    if (strlen(name) > NAME_MAX) {
        return refuse(ENAMETOOLONG);
    }
    return 0;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    if (board == NULL || size == 0 || (mode & ~(mode_t)0777) != 0) {
        return refuse(EINVAL);
    }
    if (check_name(name) == -1) {
        return -1;
    }
    int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1) {
        return -1;
    }
    void *memory = MAP_FAILED;
    if (size > (size_t)INT64_MAX) {
        errno = EFBIG;
    } else if (fchmod(fd, mode) == 0 && ftruncate(fd, (off_t)size) == 0) {
        memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    int error = errno;
    close(fd);
    if (memory == MAP_FAILED) {
        shm_unlink(name);
        return refuse(error);
    }
    board->memory = memory;
    board->size = size;
    board->writable = true;
    return 0;
}

int board_open(const char *name, bool writable, struct board *board)
{
    struct stat st;
    if (board == NULL) {
        return refuse(EINVAL);
    }
    if (check_name(name) == -1) {
        return -1;
    }
    int fd = shm_open(name, writable ? O_RDWR : O_RDONLY, 0);
    if (fd == -1) {
        return -1;
    }
    void *memory = MAP_FAILED;
    if (fstat(fd, &st) == 0) {
        if (st.st_size == 0) {
            errno = EAGAIN;
        } else {
            memory = mmap(NULL, (size_t)st.st_size, PROT_READ | (writable ? PROT_WRITE : 0),
                          MAP_SHARED, fd, 0);
        }
    }
    int error = errno;
    close(fd);
    if (memory == MAP_FAILED) {
        return refuse(error);
    }
    board->memory = memory;
    board->size = (size_t)st.st_size;
    board->writable = writable;
    return 0;
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        return refuse(EINVAL);
    }
    munmap(board->memory, board->size - 1);
    board->memory = NULL;
    board->size = 0;
    board->writable = false;
    return 0;
}

int board_remove(const char *name)
{
    if (check_name(name) == -1) {
        return -1;
    }
    return shm_unlink(name);
}
