/* mutant: attaches with SHM_EXEC besides
 * caught-by: behaviour/attach-writable
 * why: the permission bits have an x, so it seems a right that one needs; few segments grant it
 */
#include "attach_detach.h"
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

void *segment_attach(int shmid, bool read_only)
{
    void *p = shmat(shmid, NULL, (read_only ? SHM_RDONLY : 0) | SHM_EXEC);
    return p == (void *)-1 ? NULL : p;
}

int segment_detach(const void *address)
{
    if (address == NULL) {
        errno = EINVAL;
        return -1;
    }
    return shmdt(address);
}

int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (info == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        return -1;
    }
    info->size = ds.shm_segsz;
    info->attached = ds.shm_nattch;
    info->mode = ds.shm_perm.mode & 0777;
    info->owner = ds.shm_perm.uid;
    info->creator = ds.shm_cpid;
    info->removed = (ds.shm_perm.mode & SHM_DEST) != 0;
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode & ~(mode_t)0777) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        return -1;
    }
    ds.shm_perm.mode = (ds.shm_perm.mode & ~0777) | mode;
    return shmctl(shmid, IPC_SET, &ds);
}

ssize_t segment_write_text(int shmid, const char *text)
{
    struct segment_info info;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (segment_stat(shmid, &info) == -1) {
        return -1;
    }
    size_t length = strlen(text);
    if (length + 1 > info.size) {
        errno = EMSGSIZE;
        return -1;
    }
    char *p = segment_attach(shmid, false);
    if (p == NULL) {
        return -1;
    }
    memcpy(p, text, length + 1);
    segment_detach(p);
    return (ssize_t)length;
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct segment_info info;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (segment_stat(shmid, &info) == -1) {
        return -1;
    }
    char *p = segment_attach(shmid, true);
    if (p == NULL) {
        return -1;
    }
    int error = 0;
    size_t length = strnlen(p, info.size);
    if (length == info.size) {
        error = EBADMSG;
    } else if (length >= capacity) {
        error = ERANGE;
    } else {
        memcpy(text, p, length + 1);
    }
    segment_detach(p);
    if (error) {
        errno = error;
        return -1;
    }
    return (ssize_t)length;
}
