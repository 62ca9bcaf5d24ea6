/* Exercise 03: attach, look, detach, remove. The contract is in attach_detach.h. */
#include "attach_detach.h"

#include <errno.h>
#include <sys/ipc.h>
#include <sys/shm.h>

/* TODO: shmat(2) lets the segment appear in your memory. How does it report a failure, and how
 * does this function? */
void *segment_attach(int shmid, bool read_only)
{
    (void)shmid;
    (void)read_only;
    errno = ENOSYS;
    return NULL;
}

/* TODO: shmdt(2). Try what it says of NULL and of an address in the middle. */
int segment_detach(const void *address)
{
    (void)address;
    errno = ENOSYS;
    return -1;
}

/* TODO: one of the commands of shmctl(2). Who still uses the segment is the kernel's business. */
int segment_remove(int shmid)
{
    (void)shmid;
    errno = ENOSYS;
    return -1;
}

/* TODO: ask the kernel for its struct shmid_ds and translate. Which bits share shm_perm.mode? */
int segment_stat(int shmid, struct segment_info *info)
{
    (void)shmid;
    (void)info;
    errno = ENOSYS;
    return -1;
}

/* TODO: IPC_SET writes owner, group and mode, all three. Where do the two that stay come from? */
int segment_chmod(int shmid, mode_t mode)
{
    (void)shmid;
    (void)mode;
    errno = ENOSYS;
    return -1;
}

/* TODO: attach, copy, detach. Who detaches when the text is too long? */
ssize_t segment_write_text(int shmid, const char *text)
{
    (void)shmid;
    (void)text;
    errno = ENOSYS;
    return -1;
}

/* TODO: attach read-only, look for the terminator (how far may you look?), copy, detach. */
ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    (void)shmid;
    (void)text;
    (void)capacity;
    errno = ENOSYS;
    return -1;
}
