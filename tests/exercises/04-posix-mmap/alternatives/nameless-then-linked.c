/* alternative: makes the object without a name (O_TMPFILE), sizes and maps it, and gives it its
 * name last, with linkat. Right because linkat refuses a name that exists, so that nobody ever
 * sees a half-made object, and a failure before it leaves nothing to remove. */
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

static const char directory[] = "/dev/shm";

static int check_name(const char *name)
{
    if (name == NULL) {
        return EINVAL;
    }
    size_t length = strlen(name);
    if (length < 2 || strrchr(name, '/') != name) {
        return EINVAL;
    }
    if (strcmp(name, "/.") == 0 || strcmp(name, "/..") == 0) {
        return EINVAL;
    }
    return length > NAME_MAX ? ENAMETOOLONG : 0;
}

static void *map_and_close(int fd, size_t size, int protection)
{
    void *memory = mmap(NULL, size, protection, MAP_SHARED, fd, 0);
    int error = errno;
    close(fd);
    errno = error;
    return memory == MAP_FAILED ? NULL : memory;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    int error = check_name(name);
    if (error == 0 && (board == NULL || size == 0 || size > INT64_MAX || (mode & ~0777u) != 0)) {
        error = EINVAL;
    }
    if (error != 0) {
        errno = error;
        return -1;
    }
    int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd == -1) {
        return -1;
    }
    void *memory = MAP_FAILED;
    if (ftruncate(fd, (off_t)size) == 0 && fchmod(fd, mode) == 0) {
        memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (memory != MAP_FAILED) {
        char from[64];
        char to[sizeof directory + NAME_MAX];
        snprintf(from, sizeof from, "/proc/self/fd/%d", fd);
        snprintf(to, sizeof to, "%s%s", directory, name);
        if (linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0) {
            close(fd);
            *board = (struct board){memory, size, true};
            return 0;
        }
    }
    error = errno;
    if (memory != MAP_FAILED) {
        munmap(memory, size);
    }
    close(fd);
    errno = error;
    return -1;
}

int board_open(const char *name, bool writable, struct board *board)
{
    int error = board == NULL ? EINVAL : check_name(name);
    if (error != 0) {
        errno = error;
        return -1;
    }
    int fd = shm_open(name, writable ? O_RDWR : O_RDONLY, 0);
    if (fd == -1) {
        return -1;
    }
    off_t size = lseek(fd, 0, SEEK_END);
    if (size <= 0) {
        error = size == 0 ? EAGAIN : errno;
        close(fd);
        errno = error;
        return -1;
    }
    void *memory = map_and_close(fd, (size_t)size, PROT_READ | (writable ? PROT_WRITE : 0));
    if (memory == NULL) {
        return -1;
    }
    *board = (struct board){memory, (size_t)size, writable};
    return 0;
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct board old = *board;
    *board = (struct board){0};
    return munmap(old.memory, old.size);
}

int board_remove(const char *name)
{
    int error = check_name(name);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return shm_unlink(name);
}
