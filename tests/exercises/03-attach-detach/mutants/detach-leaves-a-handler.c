/* mutant: segment_detach installs a handler of SIGSEGV and leaves it there
 * caught-by: leaks/nothing-left
 * why: an address that is none was expected to crash in shmdt
 */
#include "attach_detach.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#define PERMISSION_BITS 0777

void *segment_attach(int shmid, bool read_only)
{
    void *memory = shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    return memory == (void *)-1 ? NULL : memory;
}

static void give_up(int number)
{
    (void)number;
    _Exit(EXIT_FAILURE);
}

int segment_detach(const void *address)
{
    signal(SIGSEGV, give_up);
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
    if (info == NULL) {
        errno = EINVAL;
        return -1;
    }
    struct shmid_ds ds;
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        return -1;
    }
    /* The kernel keeps its own flags, SHM_DEST and SHM_LOCKED, beside the permission bits. */
    *info = (struct segment_info){
        .size = ds.shm_segsz,
        .attached = ds.shm_nattch,
        .mode = ds.shm_perm.mode & PERMISSION_BITS,
        .owner = ds.shm_perm.uid,
        .creator = ds.shm_cpid,
        .removed = (ds.shm_perm.mode & SHM_DEST) != 0,
    };
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    if ((mode & ~(mode_t)PERMISSION_BITS) != 0) {
        errno = EINVAL;
        return -1;
    }
    /* IPC_SET takes owner and group from the structure too: fetch them, or they are overwritten. */
    struct shmid_ds ds;
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        return -1;
    }
    ds.shm_perm.mode = mode;
    return shmctl(shmid, IPC_SET, &ds);
}

/* Ends an attachment without disturbing the errno of a failure that came before it. */
static void detach_keeping_errno(const void *memory)
{
    int error = errno;
    shmdt(memory);
    errno = error;
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
    /* Sized before it is attached, so that a text too long leaves nothing to undo. */
    size_t length = strlen(text);
    if (length >= info.size) {
        errno = EMSGSIZE;
        return -1;
    }
    char *memory = segment_attach(shmid, false);
    if (memory == NULL) {
        return -1;
    }
    memcpy(memory, text, length + 1);
    detach_keeping_errno(memory);
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
    /* Not strlen: the last page goes on with zeros behind the segment, and a full page does not. */
    size_t length = strnlen(memory, info.size);
    if (length == info.size) {
        errno = EBADMSG;
    } else if (length >= capacity) {
        errno = ERANGE;
    } else {
        /* The length measured above is what was checked; another process may write meanwhile. */
        memcpy(text, memory, length);
        text[length] = '\0';
        result = (ssize_t)length;
    }
    detach_keeping_errno(memory);
    return result;
}
