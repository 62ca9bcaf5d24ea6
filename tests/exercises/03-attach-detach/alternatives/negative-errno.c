/* alternative: everything inside returns an error number, negative, as functions in the kernel do;
 * only the outermost functions set errno. The bytes are moved with atomic operations. Right because
 * errno is set last, after every shmdt, and a byte that another process stores meanwhile is seen
 * either before or after. */
#include "attach_detach.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/shm.h>

typedef _Atomic unsigned char shared_byte;

/* A result of the functions below as one of the contract. */
static ssize_t tell(ssize_t result)
{
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

static int describe(int shmid, struct shmid_ds *ds)
{
    return shmctl(shmid, IPC_STAT, ds) == 0 ? 0 : -errno;
}

static int attach(int shmid, int flags, void **memory)
{
    void *found = shmat(shmid, NULL, flags);
    if (found == (void *)-1) {
        return -errno;
    }
    *memory = found;
    return 0;
}

/* The number of bytes before the terminator, at most limit. */
static size_t measure(const shared_byte *bytes, size_t limit)
{
    size_t length = 0;
    while (length < limit && atomic_load_explicit(&bytes[length], memory_order_relaxed) != 0) {
        ++length;
    }
    return length;
}

static ssize_t write_bytes(int shmid, const char *text)
{
    void *memory = NULL;
    struct shmid_ds ds;
    int error = attach(shmid, 0, &memory);
    if (error < 0) {
        return error;
    }
    ssize_t result = describe(shmid, &ds);
    if (result == 0) {
        shared_byte *bytes = memory;
        size_t length = 0;
        while (text[length] != '\0') {
            length++;
        }
        result = length < ds.shm_segsz ? (ssize_t)length : -EMSGSIZE;
        for (ssize_t i = 0; i <= result; i++) {
            atomic_store_explicit(&bytes[i], (unsigned char)text[i], memory_order_release);
        }
    }
    shmdt(memory);
    return result;
}

static ssize_t read_bytes(int shmid, char *text, size_t capacity)
{
    void *memory = NULL;
    struct shmid_ds ds;
    int error = attach(shmid, SHM_RDONLY, &memory);
    if (error < 0) {
        return error;
    }
    ssize_t result = describe(shmid, &ds);
    if (result == 0) {
        const shared_byte *bytes = memory;
        size_t length = measure(bytes, ds.shm_segsz);
        result = length == ds.shm_segsz ? -EBADMSG : length < capacity ? (ssize_t)length : -ERANGE;
        for (ssize_t i = 0; i < result; i++) {
            text[i] = (char)atomic_load_explicit(&bytes[i], memory_order_acquire);
        }
        if (result >= 0) {
            text[result] = '\0';
        }
    }
    shmdt(memory);
    return result;
}

static int change_mode(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    int error = describe(shmid, &ds);
    if (error < 0) {
        return error;
    }
    ds.shm_perm.mode = mode;
    return shmctl(shmid, IPC_SET, &ds) == 0 ? 0 : -errno;
}

void *segment_attach(int shmid, bool read_only)
{
    void *memory = NULL;
    return tell(attach(shmid, read_only ? SHM_RDONLY : 0, &memory)) == 0 ? memory : NULL;
}

int segment_detach(const void *address)
{
    return (int)tell(address == NULL || shmdt(address) == -1 ? -EINVAL : 0);
}

int segment_remove(int shmid)
{
    return (int)tell(shmctl(shmid, IPC_RMID, NULL) == -1 ? -errno : 0);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    int error = info == NULL ? -EINVAL : describe(shmid, &ds);
    if (error == 0) {
        info->size = ds.shm_segsz;
        info->attached = ds.shm_nattch;
        info->mode = ds.shm_perm.mode & 0777;
        info->owner = ds.shm_perm.uid;
        info->creator = ds.shm_cpid;
        info->removed = ds.shm_perm.mode & SHM_DEST ? true : false;
    }
    return (int)tell(error);
}

int segment_chmod(int shmid, mode_t mode)
{
    return (int)tell(mode & ~(mode_t)0777 ? -EINVAL : change_mode(shmid, mode));
}

ssize_t segment_write_text(int shmid, const char *text)
{
    return tell(text == NULL ? -EINVAL : write_bytes(shmid, text));
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    return tell(text == NULL ? -EINVAL : read_bytes(shmid, text, capacity));
}
