/* mutant: board_create has the object removed when its creator exits
 * caught-by: behaviour/create-sized
 * why: whoever has just met leaked objects wants to be sure that none stays
 */
#include "posix_mmap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PERMISSION_BITS 0777

/* shm_open is laxer than the contract: "scores" and "//scores" would do, and 256 bytes as well. */
static bool name_is_valid(const char *name)
{
    if (name == NULL || name[0] != '/' || name[1] == '\0' || strchr(name + 1, '/') != NULL
        || strcmp(name, "/.") == 0 || strcmp(name, "/..") == 0) {
        errno = EINVAL;
        return false;
    }
    if (strlen(name) > NAME_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    return true;
}

/* Closes a descriptor whose work is done, without disturbing the errno of an earlier failure. */
static void close_keeping_errno(int fd)
{
    int error = errno;
    close(fd);
    errno = error;
}

static char last_name[NAME_MAX + 1];

static void remove_last(void)
{
    shm_unlink(last_name);
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    if (!name_is_valid(name)) {
        return -1;
    }
    if (board == NULL || size == 0 || size > PTRDIFF_MAX
        || (mode & ~(mode_t)PERMISSION_BITS) != 0) {
        errno = EINVAL;
        return -1;
    }
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, mode);
    if (fd == -1) {
        return -1; /* EEXIST among them: what is there is not ours to remove */
    }
    /* fchmod, because shm_open takes the bits of the umask away. The size comes last: while it is
     * 0, board_open answers EAGAIN. */
    void *memory = MAP_FAILED;
    if (fchmod(fd, mode) == 0 && ftruncate(fd, (off_t)size) == 0) {
        memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    close_keeping_errno(fd);
    if (memory == MAP_FAILED) {
        int error = errno;
        shm_unlink(name);
        errno = error;
        return -1;
    }
    if (last_name[0] == '\0') {
        atexit(remove_last);
    }
    strcpy(last_name, name);
    *board = (struct board){.memory = memory, .size = size, .writable = true};
    return 0;
}

int board_open(const char *name, bool writable, struct board *board)
{
    if (!name_is_valid(name)) {
        return -1;
    }
    if (board == NULL) {
        errno = EINVAL;
        return -1;
    }
    int fd = shm_open(name, writable ? O_RDWR : O_RDONLY, 0);
    if (fd == -1) {
        return -1;
    }
    struct stat status;
    void *memory = MAP_FAILED;
    if (fstat(fd, &status) == 0) {
        if (status.st_size == 0) {
            errno = EAGAIN;
        } else {
            int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
            memory = mmap(NULL, (size_t)status.st_size, protection, MAP_SHARED, fd, 0);
        }
    }
    close_keeping_errno(fd);
    if (memory == MAP_FAILED) {
        return -1;
    }
    *board = (struct board){
        .memory = memory, .size = (size_t)status.st_size, .writable = writable};
    return 0;
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (munmap(board->memory, board->size) == -1) {
        return -1;
    }
    *board = (struct board){.memory = NULL, .size = 0, .writable = false};
    return 0;
}

int board_remove(const char *name)
{
    if (!name_is_valid(name)) {
        return -1;
    }
    return shm_unlink(name);
}
