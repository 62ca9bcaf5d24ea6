/* alternative: attaches first and sizes afterwards, with every exit through one label. Right
 * because each path that leaves the function after shmat passes the shmdt, with the errno of the
 * failure. */
#include "attach_detach.h"

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>

void *segment_attach(int shmid, bool read_only)
{
    int flags = 0;
    if (read_only) {
        flags |= SHM_RDONLY;
    }
    void *memory = shmat(shmid, NULL, flags);
    if (memory == (void *)-1) {
        memory = NULL;
    }
    return memory;
}

int segment_detach(const void *address)
{
    return shmdt(address); /* which says EINVAL of NULL as well */
}

int segment_remove(int shmid)
{
    struct shmid_ds unused;
    return shmctl(shmid, IPC_RMID, &unused);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (info == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        return -1;
    }
    info->size = ds.shm_segsz;
    info->attached = ds.shm_nattch;
    info->mode = ds.shm_perm.mode & (S_IRWXU | S_IRWXG | S_IRWXO);
    info->owner = ds.shm_perm.uid;
    info->creator = ds.shm_cpid;
    info->removed = ds.shm_perm.mode & SHM_DEST;
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode > 0777) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        return -1;
    }
    ds.shm_perm.mode = (ds.shm_perm.mode & ~0777) | mode;
    return shmctl(shmid, IPC_SET, &ds);
}

ssize_t segment_write_text(int shmid, const char *text)
{
    struct shmid_ds ds;
    ssize_t result = -1;
    int error = 0;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    char *memory = shmat(shmid, NULL, 0);
    if (memory == (char *)-1) {
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        error = errno;
        goto detach;
    }
    if (strlen(text) + 1 > ds.shm_segsz) {
        error = EMSGSIZE;
        goto detach;
    }
    strcpy(memory, text);
    result = (ssize_t)strlen(text);
detach:
    shmdt(memory);
    if (error != 0) {
        errno = error;
    }
    return result;
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct shmid_ds ds;
    ssize_t result = -1;
    int error = 0;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    const char *memory = shmat(shmid, NULL, SHM_RDONLY);
    if (memory == (const char *)-1) {
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        error = errno;
        goto detach;
    }
    const char *end = memchr(memory, '\0', ds.shm_segsz);
    if (end == NULL) {
        error = EBADMSG;
        goto detach;
    }
    size_t length = (size_t)(end - memory);
    if (length + 1 > capacity) {
        error = ERANGE;
        goto detach;
    }
    memcpy(text, memory, length);
    text[length] = '\0';
    result = (ssize_t)length;
detach:
    shmdt(memory);
    if (error != 0) {
        errno = error;
    }
    return result;
}
