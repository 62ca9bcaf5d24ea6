/* alternative: segment_stat reads the kernel's table as text, as ipcs(1) does, once shmctl has said that the
 * segment may be looked at; the copies are snprintf and memccpy */
#include "attach_detach.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
static int from_table(int shmid, struct segment_info *info)
{
    char *line = NULL;
    size_t room = 0;
    int found = 0;
    FILE *f = fopen("/proc/sysvipc/shm", "re");
    if (!f)
        return 0;
    while (!found && getline(&line, &room, f) > 0) {
        long key;
        int id;
        unsigned perms, cpid, lpid, uid, gid;
        size_t size;
        unsigned long nattch;
        if (sscanf(line, "%ld %d %o %zu %u %u %lu %u %u", &key, &id, &perms, &size, &cpid, &lpid,
                   &nattch, &uid, &gid) == 9 &&
            id == shmid) {
            *info = (struct segment_info){size, nattch,      perms & 0777,
                                          uid,  (pid_t)cpid, (perms & SHM_DEST) != 0};
            found = 1;
        }
    }
    free(line);
    fclose(f);
    return found;
}
void *segment_attach(int shmid, bool read_only)
{
    void *p = shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    if (p == (void *)-1)
        return NULL;
    return p;
}
int segment_detach(const void *address)
{
    return address ? shmdt(address) : (errno = EINVAL, -1);
}
int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}
int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    struct segment_info got;
    if (!info) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1)
        return -1;
    int e = errno;
    if (!from_table(shmid, &got))
        got =
            (struct segment_info){ds.shm_segsz,    ds.shm_nattch, ds.shm_perm.mode & 0777,
                                  ds.shm_perm.uid, ds.shm_cpid,   !!(ds.shm_perm.mode & SHM_DEST)};
    errno = e;
    *info = got;
    return 0;
}
int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode & ~0777u) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1)
        return -1;
    ds.shm_perm.mode = mode;
    return shmctl(shmid, IPC_SET, &ds);
}
ssize_t segment_write_text(int shmid, const char *text)
{
    struct shmid_ds ds;
    if (!text) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1)
        return -1;
    if (strlen(text) >= ds.shm_segsz) {
        errno = EMSGSIZE;
        return -1;
    }
    char *p = segment_attach(shmid, false);
    if (!p)
        return -1;
    int n = snprintf(p, ds.shm_segsz, "%s", text);
    shmdt(p);
    return n;
}
ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct shmid_ds ds;
    ssize_t n = -1;
    int e = 0;
    if (!text) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) == -1)
        return -1;
    const char *p = segment_attach(shmid, true);
    if (!p)
        return -1;
    if (!memchr(p, 0, ds.shm_segsz))
        e = EBADMSG;
    else if (!memchr(p, 0, capacity < ds.shm_segsz ? capacity : ds.shm_segsz))
        e = ERANGE;
    else
        n = (char *)memccpy(text, p, 0, capacity) - text - 1;
    shmdt(p);
    if (e)
        errno = e;
    return n;
}
