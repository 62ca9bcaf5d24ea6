/* alternative: the reader takes a private copy of the whole segment, detaches, and only then looks
 * at it. Right because the copy cannot change between the look and the copying out. */
#include "attach_detach.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static int fail(int error)
{
    errno = error;
    return -1;
}

void *segment_attach(int shmid, bool read_only)
{
    intptr_t address = (intptr_t)shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    return address != -1 ? (void *)address : NULL;
}

int segment_detach(const void *address)
{
    return address != NULL ? shmdt(address) : fail(EINVAL);
}

int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds *ds = malloc(sizeof *ds);
    if (ds == NULL) {
        return -1;
    }
    int result = info != NULL ? shmctl(shmid, IPC_STAT, ds) : fail(EINVAL);
    if (result == 0) {
        struct segment_info found = {
            ds->shm_segsz,    ds->shm_nattch, ds->shm_perm.mode & 0777,
            ds->shm_perm.uid, ds->shm_cpid,   (ds->shm_perm.mode & SHM_DEST) == SHM_DEST};
        memcpy(info, &found, sizeof found);
    }
    int error = errno;
    free(ds);
    errno = error;
    return result;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds now;
    if ((mode & 0777) != mode) {
        return fail(EINVAL);
    }
    if (shmctl(shmid, IPC_STAT, &now) == -1) {
        return -1;
    }
    struct shmid_ds then = {.shm_perm = {.uid = now.shm_perm.uid, .gid = now.shm_perm.gid}};
    then.shm_perm.mode = (unsigned short)mode;
    return shmctl(shmid, IPC_SET, &then);
}

ssize_t segment_write_text(int shmid, const char *text)
{
    struct segment_info info;
    if (text == NULL) {
        return fail(EINVAL);
    }
    if (segment_stat(shmid, &info) == -1) {
        return -1;
    }
    size_t bytes = strlen(text) + 1;
    if (bytes > info.size) {
        return fail(EMSGSIZE);
    }
    void *memory = segment_attach(shmid, false);
    if (memory == NULL) {
        return -1;
    }
    memmove(memory, text, bytes);
    segment_detach(memory);
    return (ssize_t)bytes - 1;
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct segment_info info;
    if (text == NULL) {
        return fail(EINVAL);
    }
    if (segment_stat(shmid, &info) == -1) {
        return -1;
    }
    char *copy = malloc(info.size);
    if (copy == NULL) {
        return -1;
    }
    const void *memory = segment_attach(shmid, true);
    if (memory == NULL) {
        int error = errno;
        free(copy);
        return fail(error);
    }
    memcpy(copy, memory, info.size);
    segment_detach(memory);

    ssize_t result = -1;
    int error = 0;
    const char *end = memchr(copy, 0, info.size);
    if (end == NULL) {
        error = EBADMSG;
    } else if ((size_t)(end - copy) >= capacity) {
        error = ERANGE;
    } else {
        result = end - copy;
        memcpy(text, copy, (size_t)result + 1);
    }
    free(copy);
    return error == 0 ? result : fail(error);
}
