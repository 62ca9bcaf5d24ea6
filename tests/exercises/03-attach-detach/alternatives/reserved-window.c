/* alternative: reserves address space with mmap and lets shmat replace the reservation (SHM_REMAP).
 * Right because it is the kernel that chose the address of the reservation, the attachment covers
 * all of it, and where shmat refuses, the reservation goes again. */
#include "attach_detach.h"

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static int failed(int error)
{
    errno = error;
    return -1;
}

/* The bytes that the segment occupies in memory, 0 with errno when nobody can tell. */
static size_t occupied(int shmid)
{
    struct shmid_ds ds;
    if (shmctl(shmid, IPC_STAT, &ds) == -1) {
        return 0;
    }
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (ds.shm_segsz + page - 1) & ~(page - 1);
}

void *segment_attach(int shmid, bool read_only)
{
    size_t size = occupied(shmid);
    if (size == 0) {
        return NULL;
    }
    void *window = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (window == MAP_FAILED) {
        return NULL;
    }
    if (shmat(shmid, window, SHM_REMAP | (read_only ? SHM_RDONLY : 0)) != window) {
        int error = errno;
        munmap(window, size);
        errno = error;
        return NULL;
    }
    return window;
}

int segment_detach(const void *address)
{
    return shmdt(address) == 0 ? 0 : failed(EINVAL);
}

int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}

int segment_stat(int shmid, struct segment_info *info)
{
    union {
        struct shmid_ds ds;
        unsigned char room[sizeof(struct shmid_ds) + 64];
    } answer;
    if (!info) {
        return failed(EINVAL);
    }
    if (shmctl(shmid, IPC_STAT, &answer.ds) == -1) {
        return -1;
    }
    const struct ipc_perm *permissions = &answer.ds.shm_perm;
    struct segment_info found;
    memset(&found, 0, sizeof found);
    found.size = answer.ds.shm_segsz;
    found.attached = answer.ds.shm_nattch;
    found.owner = permissions->uid;
    found.creator = answer.ds.shm_cpid;
    for (mode_t bit = 0400; bit != 0; bit >>= 1) {
        if (permissions->mode & bit) {
            found.mode |= bit;
        }
    }
    if (permissions->mode & SHM_DEST) {
        found.removed = true;
    }
    *info = found;
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode != (mode & 0777)) {
        return failed(EINVAL);
    }
    int result = shmctl(shmid, IPC_STAT, &ds);
    if (result == 0) {
        ds.shm_perm.mode = mode;
        result = shmctl(shmid, IPC_SET, &ds);
    }
    return result;
}

/* What is done with an attached segment of size bytes: a length, or an error number, negative. */
typedef ssize_t action(char *memory, size_t size, char *text, size_t capacity);

static ssize_t put(char *memory, size_t size, char *text, size_t capacity)
{
    (void)capacity;
    size_t length = strlen(text);
    if (length >= size) {
        return -EMSGSIZE;
    }
    memory[length] = '\0';
    while (length > 0) {
        length--;
        memory[length] = text[length];
    }
    return (ssize_t)strlen(text);
}

static ssize_t get(char *memory, size_t size, char *text, size_t capacity)
{
    const char *end = memchr(memory, '\0', size);
    if (!end) {
        return -EBADMSG;
    }
    ssize_t length = end - memory;
    if ((size_t)length >= capacity) {
        return -ERANGE;
    }
    mempcpy(text, memory, (size_t)length);
    text[length] = 0;
    return length;
}

static ssize_t with_segment(int shmid, bool read_only, action *act, char *text, size_t capacity)
{
    struct shmid_ds ds;
    if (!text) {
        return failed(EINVAL);
    }
    char *memory = segment_attach(shmid, read_only);
    if (!memory) {
        return -1;
    }
    ssize_t result = shmctl(shmid, IPC_STAT, &ds) == -1 ? -errno
                                                        : act(memory, ds.shm_segsz, text, capacity);
    shmdt(memory);
    return result < 0 ? failed((int)-result) : result;
}

ssize_t segment_write_text(int shmid, const char *text)
{
    return with_segment(shmid, false, put, (char *)text, 0);
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    return with_segment(shmid, true, get, text, capacity);
}
