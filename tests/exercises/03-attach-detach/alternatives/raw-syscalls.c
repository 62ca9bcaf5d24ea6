/* alternative: asks the kernel directly, without the library's wrappers, and copies byte by byte.
 * Right because the wrappers add nothing for these calls on a 64-bit machine. */
#include "attach_detach.h"

#include <errno.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NINE_BITS = 0777 };

void *segment_attach(int shmid, bool read_only)
{
    long address = syscall(SYS_shmat, shmid, NULL, read_only ? SHM_RDONLY : 0);
    return address == -1 ? NULL : (void *)address;
}

int segment_detach(const void *address)
{
    if (!address) {
        errno = EINVAL;
        return -1;
    }
    return (int)syscall(SYS_shmdt, address);
}

static int control(int shmid, int command, struct shmid_ds *ds)
{
    return (int)syscall(SYS_shmctl, shmid, command, ds);
}

int segment_remove(int shmid)
{
    return control(shmid, IPC_RMID, NULL);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (!info) {
        errno = EINVAL;
        return -1;
    }
    if (control(shmid, IPC_STAT, &ds)) {
        return -1;
    }
    info->removed = ds.shm_perm.mode & SHM_DEST;
    info->mode = ds.shm_perm.mode & NINE_BITS;
    info->owner = ds.shm_perm.uid;
    info->creator = ds.shm_cpid;
    info->attached = ds.shm_nattch;
    info->size = ds.shm_segsz;
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if ((mode | NINE_BITS) != NINE_BITS) {
        errno = EINVAL;
        return -1;
    }
    if (control(shmid, IPC_STAT, &ds)) {
        return -1;
    }
    ds.shm_perm.mode &= ~NINE_BITS;
    ds.shm_perm.mode |= mode;
    return control(shmid, IPC_SET, &ds);
}

ssize_t segment_write_text(int shmid, const char *text)
{
    struct segment_info info;
    size_t length = 0;
    if (!text) {
        errno = EINVAL;
        return -1;
    }
    if (segment_stat(shmid, &info)) {
        return -1;
    }
    while (text[length]) {
        if (++length == info.size) {
            errno = EMSGSIZE;
            return -1;
        }
    }
    volatile char *memory = segment_attach(shmid, false);
    if (!memory) {
        return -1;
    }
    for (size_t i = 0; i <= length; i++) {
        memory[i] = text[i];
    }
    segment_detach((const void *)memory);
    return (ssize_t)length;
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct segment_info info;
    size_t length = 0;
    int error = 0;
    if (!text) {
        errno = EINVAL;
        return -1;
    }
    if (segment_stat(shmid, &info)) {
        return -1;
    }
    const volatile char *memory = segment_attach(shmid, true);
    if (!memory) {
        return -1;
    }
    while (length < info.size && memory[length]) {
        length++;
    }
    if (length == info.size) {
        error = EBADMSG;
    } else if (length >= capacity) {
        error = ERANGE;
    } else {
        for (size_t i = 0; i < length; i++) {
            text[i] = memory[i];
        }
        text[length] = '\0';
    }
    segment_detach((const void *)memory);
    if (error) {
        errno = error;
        return -1;
    }
    return (ssize_t)length;
}
