/* mutant: will not write into a segment that is marked for removal
 * caught-by: behaviour/text-round-trip
 * why: removed sounds like gone; those who are attached go on using it
 */
#include "attach_detach.h"
#include <errno.h>
#include <string.h>
#include <sys/shm.h>

void *segment_attach(int shmid, bool read_only)
{
    void *address = shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    return address == (void *)-1 ? NULL : address;
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
    if ((mode & ~(mode_t)0777) != 0) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        return -1;
    }
    ds.shm_perm.mode = (unsigned short)mode;
    return shmctl(shmid, IPC_SET, &ds);
}

ssize_t segment_write_text(int shmid, const char *text)
{
    struct segment_info info;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t length = strlen(text);
    if (segment_stat(shmid, &info) == -1) {
        return -1;
    }
    if (info.removed) {
        errno = EIDRM;
        return -1;
    }
    if (length + 1 > info.size) {
        errno = EMSGSIZE;
        return -1;
    }
    char *memory = segment_attach(shmid, false);
    if (memory == NULL) {
        return -1;
    }
    memcpy(memory, text, length + 1);
    segment_detach(memory);
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
    const char *memory = segment_attach(shmid, true);
    if (memory == NULL) {
        return -1;
    }
    ssize_t result = -1;
    int error = 0;
    size_t length = strnlen(memory, info.size);
    if (length == info.size) {
        error = EBADMSG;
    } else if (length + 1 > capacity) {
        error = ERANGE;
    } else {
        memcpy(text, memory, length + 1);
        result = (ssize_t)length;
    }
    segment_detach(memory);
    if (error != 0) {
        errno = error;
    }
    return result;
}
