/* alternative: an attachment ends with the scope of its variable (the cleanup attribute of gcc),
 * and texts are copied by snprintf. Right because the cleanup runs on every return, keeps errno,
 * and snprintf writes no more than it is told to. */
#include "attach_detach.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

struct view {
    char *bytes; /* NULL: not attached */
    size_t size;
};

static void close_view(struct view *view)
{
    int error = errno;
    if (view->bytes != NULL) {
        shmdt(view->bytes);
    }
    errno = error;
}
#define SCOPED_VIEW __attribute__((cleanup(close_view))) struct view

/* A view without bytes, and errno, when the segment cannot be described or attached. */
static struct view open_view(int shmid, bool read_only)
{
    struct view view = {NULL, 0};
    struct segment_info info;
    if (segment_stat(shmid, &info) == 0) {
        view.bytes = segment_attach(shmid, read_only);
        view.size = info.size;
    }
    return view;
}

static ssize_t refuse(int error)
{
    errno = error;
    return -1;
}

void *segment_attach(int shmid, bool read_only)
{
    void *memory = shmat(shmid, NULL, SHM_RDONLY * read_only);
    if (memory != (void *)-1) {
        return memory;
    }
    return NULL;
}

int segment_detach(const void *address)
{
    return address == NULL ? (int)refuse(EINVAL) : shmdt(address);
}

int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (info == NULL) {
        return (int)refuse(EINVAL);
    }
    int result = shmctl(shmid, IPC_STAT, &ds);
    if (result == 0) {
        unsigned flags = ds.shm_perm.mode;
        *info = (struct segment_info){.size = ds.shm_segsz,
                                      .attached = ds.shm_nattch,
                                      .mode = flags % 01000,
                                      .owner = ds.shm_perm.uid,
                                      .creator = ds.shm_cpid,
                                      .removed = (flags & SHM_DEST) > 0};
    }
    return result;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode >> 9 != 0) {
        return (int)refuse(EINVAL);
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        return -1;
    }
    ds.shm_perm.mode = (unsigned short)mode;
    return shmctl(shmid, IPC_SET, &ds);
}

ssize_t segment_write_text(int shmid, const char *text)
{
    if (text == NULL) {
        return refuse(EINVAL);
    }
    SCOPED_VIEW view = open_view(shmid, false);
    if (view.bytes == NULL) {
        return -1;
    }
    size_t length = strnlen(text, view.size);
    if (length == view.size) {
        return refuse(EMSGSIZE);
    }
    if (length >= INT_MAX) {
        memcpy(view.bytes, text, length + 1);
        return (ssize_t)length;
    }
    return snprintf(view.bytes, length + 1, "%s", text);
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    if (text == NULL) {
        return refuse(EINVAL);
    }
    SCOPED_VIEW view = open_view(shmid, true);
    if (view.bytes == NULL) {
        return -1;
    }
    size_t length = strnlen(view.bytes, view.size);
    if (length == view.size) {
        return refuse(EBADMSG);
    }
    if (length >= capacity) {
        return refuse(ERANGE);
    }
    if (length >= INT_MAX) {
        memcpy(text, view.bytes, length);
        text[length] = '\0';
        return (ssize_t)length;
    }
    return snprintf(text, length + 1, "%.*s", (int)length, view.bytes);
}
