/* alternative: a child process attaches and copies, and the text goes through a pipe, so the caller
 * itself is never attached. Right because the attachments of a process end with it, at the latest,
 * and the call waits for that end. */
#include "attach_detach.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static ssize_t with_errno(int error)
{
    errno = error;
    return -1;
}

void *segment_attach(int shmid, bool read_only)
{
    void *memory = shmat(shmid, NULL, read_only ? SHM_RDONLY : 0);
    return memory == (void *)-1 ? NULL : memory;
}

int segment_detach(const void *address)
{
    return address ? shmdt(address) : (int)with_errno(EINVAL);
}

int segment_remove(int shmid)
{
    return shmctl(shmid, IPC_RMID, NULL);
}

int segment_stat(int shmid, struct segment_info *info)
{
    struct shmid_ds ds;
    if (!info) {
        return (int)with_errno(EINVAL);
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        return -1;
    }
    *info = (struct segment_info){ds.shm_segsz,      ds.shm_nattch, ds.shm_perm.mode & 0777,
                                  ds.shm_perm.uid,   ds.shm_cpid,
                                  ds.shm_perm.mode & SHM_DEST};
    return 0;
}

int segment_chmod(int shmid, mode_t mode)
{
    struct shmid_ds ds;
    if (mode & ~0777U) {
        return (int)with_errno(EINVAL);
    }
    if (shmctl(shmid, IPC_STAT, &ds) != 0) {
        return -1;
    }
    ds.shm_perm.mode = mode;
    return shmctl(shmid, IPC_SET, &ds);
}

/* The error number with which a child ended; it has ended when this returns. */
static int status_of(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) == -1) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}

/* In the child: copies, and says how it went by its exit status. */
static int write_here(int shmid, const char *text, size_t bytes)
{
    char *memory = segment_attach(shmid, false);
    if (!memory) {
        return errno;
    }
    memcpy(memory, text, bytes);
    return 0;
}

ssize_t segment_write_text(int shmid, const char *text)
{
    struct segment_info info;
    if (!text) {
        return with_errno(EINVAL);
    }
    if (segment_stat(shmid, &info) != 0) {
        return -1;
    }
    size_t length = strlen(text);
    if (length >= info.size) {
        return with_errno(EMSGSIZE);
    }
    pid_t child = fork();
    if (child == -1) {
        return -1;
    }
    if (child == 0) {
        _exit(write_here(shmid, text, length + 1));
    }
    int error = status_of(child);
    return error ? with_errno(error) : (ssize_t)length;
}

/* In the child: sends the text and its terminator. */
static int read_here(int shmid, size_t size, size_t capacity, int to)
{
    const char *memory = segment_attach(shmid, true);
    if (!memory) {
        return errno;
    }
    size_t length = strnlen(memory, size);
    if (length == size || length >= capacity) {
        return length == size ? EBADMSG : ERANGE;
    }
    for (size_t sent = 0; sent < length;) {
        ssize_t part = write(to, memory + sent, length - sent);
        sent += part > 0 ? (size_t)part : 0; /* the other end is open: only a signal interrupts */
    }
    return 0;
}

/* All that comes, at most capacity bytes. */
static size_t receive(int from, char *text, size_t capacity)
{
    size_t length = 0;
    ssize_t part = 1;
    while (part != 0 && length < capacity) {
        part = read(from, text + length, capacity - length);
        if (part > 0) {
            length += (size_t)part;
        } else if (part == -1 && errno != EINTR) {
            break;
        }
    }
    return length;
}

ssize_t segment_read_text(int shmid, char *text, size_t capacity)
{
    struct segment_info info;
    int ends[2];
    if (!text) {
        return with_errno(EINVAL);
    }
    if (segment_stat(shmid, &info) != 0 || pipe(ends) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        _exit(read_here(shmid, info.size, capacity, ends[1]));
    }
    int error = child == -1 ? errno : 0;
    size_t length = 0;
    close(ends[1]);
    if (error == 0) {
        length = receive(ends[0], text, capacity);
        error = status_of(child);
    }
    close(ends[0]);
    if (error) {
        return with_errno(error);
    }
    text[length] = '\0';
    return (ssize_t)length;
}
