/* alternative: segment_ensure finds the segment of the key in /proc/sysvipc/shm, read line by line
 * with stdio, and asks shmget once more for what it has found there. When the file cannot be read
 * it asks shmget alone. The stream is closed before the caller hears anything. */
#include "shmget_flags.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/shm.h>
#include <sys/stat.h>

enum { NONE = -1, UNKNOWN = -2 };

/* The identifier of the segment that had the key a moment ago. */
static int table_find(key_t key)
{
    char *line = NULL;
    size_t room = 0;
    int found = NONE;
    FILE *table = fopen("/proc/sysvipc/shm", "re");

    if (table == NULL) {
        return UNKNOWN;
    }
    while (found == NONE && getline(&line, &room, table) != -1) {
        int line_key, shmid;
        if (sscanf(line, "%d %d", &line_key, &shmid) == 2 && line_key == key) {
            found = shmid;
        }
    }
    free(line);
    fclose(table);
    return found;
}

static bool wrong(bool condition)
{
    errno = condition ? EINVAL : errno;
    return condition;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    if (wrong(!(key - IPC_PRIVATE)) || wrong(mode & ~(mode_t)ACCESSPERMS)) {
        return -1;
    }
    return shmget(key, size, IPC_CREAT | IPC_EXCL | (int)mode);
}

int segment_open(key_t key, size_t min_size)
{
    return wrong(!(key - IPC_PRIVATE)) ? -1 : shmget(key, min_size, 0);
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    if (wrong(!(key - IPC_PRIVATE)) || wrong(mode & ~(mode_t)ACCESSPERMS) || wrong(!created)) {
        return -1;
    }
    bool create = table_find(key) == NONE;
    int shmid = create ? segment_create(key, size, mode) : segment_open(key, size);
    while (shmid == -1 && errno == (create ? EEXIST : ENOENT)) {
        create = !create;
        shmid = create ? segment_create(key, size, mode) : segment_open(key, size);
    }
    if (shmid != -1) {
        *created = create;
    }
    return shmid;
}

int segment_private(size_t size, mode_t mode)
{
    return wrong(mode & ~(mode_t)ACCESSPERMS) ? -1 : shmget(IPC_PRIVATE, size, (int)mode);
}
