/* alternative: uses streams: fopen with "x" makes the file below /dev/shm or refuses, a byte at its
 * end gives it its size, ftello tells the size of one that exists. Right because "x" is O_EXCL, and
 * fflush reports what the kernel said of the byte before anything is promised. */
#include "posix_mmap.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* The path of an object, to be freed; NULL with errno. */
static char *path_of(const char *name)
{
    char *path = NULL;
    char slash;
    int used = 0;
    if (name == NULL || name[0] != '/' || strcmp(name, "/.") == 0 || strcmp(name, "/..") == 0
        || sscanf(name, "%c%*[^/]%n", &slash, &used) != 1 || used < 2 || name[used] != '\0') {
        errno = EINVAL;
        return NULL;
    }
    if (used > NAME_MAX) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    return asprintf(&path, "/dev/shm%s", name) == -1 ? NULL : path;
}

/* fclose, free and remove may change errno. */
static void forget(FILE *file, char *path, bool made)
{
    int error = errno;
    if (file != NULL) {
        fclose(file);
    }
    if (made) {
        remove(path);
    }
    free(path);
    errno = error;
}

static bool extend(FILE *file, size_t size)
{
    return fseeko(file, (off_t)(size - 1), SEEK_SET) == 0 && fputc('\0', file) != EOF
           && fflush(file) == 0;
}

static bool map(FILE *file, size_t size, bool writable, struct board *board)
{
    int rights = PROT_READ | (writable ? PROT_WRITE : 0);
    void *memory = mmap(NULL, size, rights, MAP_SHARED, fileno(file), 0);
    if (memory == MAP_FAILED) {
        return false;
    }
    *board = (struct board){.memory = memory, .size = size, .writable = writable};
    return true;
}

int board_create(const char *name, size_t size, mode_t mode, struct board *board)
{
    char *path = path_of(name);
    if (path == NULL) {
        return -1;
    }
    if (board == NULL || size == 0 || size > PTRDIFF_MAX || (mode & 0777) != mode) {
        free(path);
        errno = EINVAL;
        return -1;
    }
    FILE *file = fopen(path, "w+xe");
    bool done = file != NULL && fchmod(fileno(file), mode) == 0 && extend(file, size)
                && map(file, size, true, board);
    forget(file, path, file != NULL && !done);
    return done ? 0 : -1;
}

int board_open(const char *name, bool writable, struct board *board)
{
    if (board == NULL) {
        errno = EINVAL;
        return -1;
    }
    char *path = path_of(name);
    if (path == NULL) {
        return -1;
    }
    bool done = false;
    FILE *file = fopen(path, writable ? "r+e" : "re");
    if (file != NULL && fseeko(file, 0, SEEK_END) == 0) {
        off_t size = ftello(file);
        if (size == 0) {
            errno = EAGAIN;
        } else if (size > 0) {
            done = map(file, (size_t)size, writable, board);
        }
    }
    forget(file, path, false);
    return done ? 0 : -1;
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
    char *path = path_of(name);
    if (path == NULL) {
        return -1;
    }
    int result = remove(path);
    forget(NULL, path, false);
    return result;
}
