/* alternative: makes the object under a name of its own, complete with mode, size and mapping, and
 * moves it to its name with renameat2 and RENAME_NOREPLACE. Right because that call refuses a name
 * that exists, in one step, and every failure takes the other name away. */
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

enum { PATH = sizeof "/dev/shm" + NAME_MAX, DRAFTS = 100 };

static bool refuse(int error)
{
    errno = error;
    return false;
}

static bool path_for(const char *name, char path[PATH])
{
    if (name == NULL || strspn(name, "/") != 1 || strchr(name + 1, '/') != NULL) {
        return refuse(EINVAL);
    }
    const char *const reserved[] = {"/", "/.", "/.."};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (strcmp(name, reserved[i]) == 0) {
            return refuse(EINVAL);
        }
    }
    if (memchr(name, '\0', NAME_MAX + 1) == NULL) {
        return refuse(ENAMETOOLONG);
    }
    strcpy(stpcpy(path, "/dev/shm"), name);
    return true;
}

/* Opens a new object under a name that nobody else uses. */
static int open_draft(char draft[PATH])
{
    int fd = -1;
    for (unsigned i = 0; fd == -1 && i < DRAFTS; i++) {
        snprintf(draft, PATH, "/dev/shm/.draft-%d-%u", (int)getpid(), i);
        fd = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd == -1 && errno != EEXIST) {
            break;
        }
    }
    return fd;
}

static void unmap(void *memory, size_t size)
{
    if (memory != NULL) {
        munmap(memory, size);
    }
}

/* Sizes and maps; NULL with errno. */
static void *make_memory(int fd, size_t size)
{
    if (size > INT64_MAX) {
        errno = EFBIG;
        return NULL;
    }
    if (ftruncate(fd, (off_t)size) != 0) {
        return NULL;
    }
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    char path[PATH];
    char draft[PATH];
    if (!path_for(name, path)) {
        return -1;
    }
    if (board == NULL || size == 0 || mode > 0777) {
        errno = EINVAL;
        return -1;
    }
    int fd = open_draft(draft);
    if (fd == -1) {
        return -1;
    }
    void *memory = make_memory(fd, size);
    bool done = memory != NULL && fchmod(fd, mode) == 0
                && renameat2(AT_FDCWD, draft, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
    int error = errno;
    close(fd);
    if (!done) {
        unlink(draft);
        unmap(memory, size);
        errno = error;
        return -1;
    }
    *board = (struct board){memory, size, true};
    return 0;
}

int board_open(const char *name, bool writable, struct board *board)
{
    char path[PATH];
    struct stat status;
    if (!path_for(name, path)) {
        return -1;
    }
    if (board == NULL) {
        errno = EINVAL;
        return -1;
    }
    int fd = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    if (fd == -1) {
        return -1;
    }
    struct board found = {NULL, 0, writable};
    bool known = fstat(fd, &status) == 0;
    if (known && status.st_size == 0) {
        errno = EAGAIN;
    } else if (known) {
        found.size = (size_t)status.st_size;
        found.memory = mmap(NULL, found.size, writable ? PROT_WRITE | PROT_READ : PROT_READ,
                            MAP_SHARED, fd, 0);
    }
    int error = errno;
    close(fd);
    errno = error;
    if (found.memory == NULL || found.memory == MAP_FAILED) {
        return -1;
    }
    *board = found;
    return 0;
}

int board_close(struct board *board)
{
    if (board == NULL || board->memory == NULL) {
        errno = EINVAL;
        return -1;
    }
    unmap(board->memory, board->size);
    *board = (struct board){NULL, 0, false};
    return 0;
}

int board_remove(const char *name)
{
    char path[PATH];
    return path_for(name, path) ? unlink(path) : -1;
}
