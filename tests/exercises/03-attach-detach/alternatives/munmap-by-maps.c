/* alternative: detaches with munmap, whose size it reads in /proc/self/maps. Right because an
 * attachment is a mapping like any other, and the kernel counts it away when the whole of it goes;
 * the file names each System V attachment "/SYSV" and its key, with the segment's id as inode. */
#include "attach_detach.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>

void *segment_attach(int shmid, bool read_only)
{
    void *memory = shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    if (memory == (void *)-1) {
        return NULL;
    }
    return memory;
}

/* The bytes of the attachment that begins at address, or 0. */
static size_t attachment_size(const void *address)
{
    size_t size = 0;
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "re");
    if (maps == NULL) {
        return 0;
    }
    while (size == 0 && fgets(line, sizeof line, maps) != NULL) {
        uintptr_t begin;
        uintptr_t end;
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &begin, &end) == 2
            && begin == (uintptr_t)address && strstr(line, "/SYSV") != NULL) {
            size = end - begin;
        }
    }
    fclose(maps);
    return size;
}

int segment_detach(const void *address)
{
    size_t size = address == NULL ? 0 : attachment_size(address);
    if (size == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap((void *)(uintptr_t)address, size);
}

int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, 0);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (info == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) < 0) {
        return -1;
    }
    *info = (struct segment_info){ds.shm_segsz,
                                  ds.shm_nattch,
                                  ds.shm_perm.mode & ACCESSPERMS,
                                  ds.shm_perm.uid,
                                  ds.shm_cpid,
                                  !!(ds.shm_perm.mode & SHM_DEST)};
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode & ~(mode_t)ACCESSPERMS) {
        errno = EINVAL;
        return -1;
    }
    if (shmctl(shmid, IPC_STAT, &ds) < 0) {
        return -1;
    }
    ds.shm_perm.mode = mode;
    return shmctl(shmid, IPC_SET, &ds) < 0 ? -1 : 0;
}

/* Attaches the segment and tells its size in bytes, both or neither. */
static char *open_view(int shmid, bool read_only, size_t *size)
{
    struct segment_info info;
    char *view = segment_attach(shmid, read_only);
    if (view != NULL && segment_stat(shmid, &info) == -1) {
        int error = errno;
        shmdt(view);
        errno = error;
        return NULL;
    }
    if (view != NULL) {
        *size = info.size;
    }
    return view;
}

ssize_t segment_write_text(int shmid, const char *text)
{
    size_t size;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    char *view = open_view(shmid, false, &size);
    if (view == NULL) {
        return -1;
    }
    size_t length = strlen(text);
    bool fits = length < size;
    if (fits) {
        stpcpy(view, text);
    }
    shmdt(view);
    if (!fits) {
        errno = EMSGSIZE;
        return -1;
    }
    return (ssize_t)length;
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    size_t size;
    if (text == NULL) {
        errno = EINVAL;
        return -1;
    }
    char *view = open_view(shmid, true, &size);
    if (view == NULL) {
        return -1;
    }
    size_t length = 0;
    while (length < size && view[length] != '\0') {
        length++;
    }
    int error = length == size ? EBADMSG : length >= capacity ? ERANGE : 0;
    if (error == 0) {
        memcpy(text, view, length);
        text[length] = '\0';
    }
    shmdt(view);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return (ssize_t)length;
}
