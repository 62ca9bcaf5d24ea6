/* alternative: where the segment may not be read, segment_stat and segment_chmod ask by its index in the
 * kernel's table (SHM_STAT_ANY), so that they do their work there, too. Right because the contract lets
 * them fail with EACCES and does not ask them to; IPC_SET still looks at the id as a whole. */
#include "attach_detach.h"
#include <errno.h>
#include <string.h>
#include <sys/shm.h>
void *segment_attach(int shmid, bool read_only)
{
    void *p;
    do
        p = shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    while (p == (void *)-1 && errno == EINTR);
    return p == (void *)-1 ? NULL : p;
}
int segment_detach(const void *address)
{
    int rc;
    if (address == NULL) {
        errno = EINVAL;
        return -1;
    }
    do
        rc = shmdt(address);
    while (rc == -1 && errno == EINTR);
    return rc;
}
int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}
static int describe(int shmid, struct shmid_ds *ds)
{
    int saved = errno;
    if (shmctl(shmid, IPC_STAT, ds) != -1)
        return 0;
    if (errno != EACCES)
        return -1;
    int index = shmid & 0x7fff;
    if (shmctl(index, SHM_STAT_ANY, ds) != shmid) {
        errno = EACCES;
        return -1;
    }
    errno = saved;
    return 0;
}
int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (info == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (describe(shmid, &ds))
        return -1;
    *info = (struct segment_info){0};
    info->size = ds.shm_segsz;
    info->attached = ds.shm_nattch;
    info->mode = ds.shm_perm.mode & 0777;
    info->owner = ds.shm_perm.uid;
    info->creator = ds.shm_cpid;
    info->removed = (ds.shm_perm.mode & SHM_DEST) > 0;
    return 0;
}
int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode & ~0777) {
        errno = EINVAL;
        return -1;
    }
    if (describe(shmid, &ds))
        return -1;
    ds.shm_perm.mode = mode;
    return shmctl(shmid, IPC_SET, &ds);
}
ssize_t segment_write_text(int shmid, const char *text)
{
    struct segment_info info;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t need = strlen(text) + 1;
    if (segment_stat(shmid, &info) == -1)
        return -1;
    if (need > info.size) {
        errno = EMSGSIZE;
        return -1;
    }
    char *p = segment_attach(shmid, false);
    if (p == NULL)
        return -1;
    if (need > 1)
        memcpy(p + 1, text + 1, need - 1);
    p[0] = text[0];
    segment_detach(p);
    return need - 1;
}
ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct segment_info info;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (segment_stat(shmid, &info) == -1)
        return -1;
    char *p = segment_attach(shmid, true);
    if (p == NULL)
        return -1;
    size_t n = strnlen(p, info.size);
    ssize_t result = -1;
    int why = 0;
    switch ((n >= info.size) * 2 + (n >= capacity)) {
    case 0:
        memcpy(text, p, n);
        text[n] = '\0';
        result = (ssize_t)n;
        break;
    case 1:
        why = ERANGE;
        break;
    case 2:
    case 3:
        why = EBADMSG;
        break;
    }
    segment_detach(p);
    if (result == -1)
        errno = why;
    return result;
}
