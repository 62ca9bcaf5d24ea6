/* System V and POSIX objects. */
#include "driver/shims.h"
#include "driver/creations.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <valgrind/memcheck.h>

/* For shmget, semget and msgget: one that only looks for an object has made none. */
static void note_get(enum wire_object kind, int id, key_t key, size_t bytes, int flags,
                     const void *caller)
{
    if (key == IPC_PRIVATE || (flags & IPC_CREAT)) {
        creations_note(kind, id, -1, NULL, bytes, caller);
    }
}

SHIM int shmget(key_t key, size_t size, int flags)
{
    int id = NEXT(shmget)(key, size, flags);
    note_get(WIRE_OBJECT_SHM, id, key, size, flags, CALLER);
    return id;
}

SHIM int semget(key_t key, int count, int flags)
{
    int id = NEXT(semget)(key, count, flags);
    note_get(WIRE_OBJECT_SEM, id, key, 0, flags, CALLER);
    return id;
}

SHIM int msgget(key_t key, int flags)
{
    int id = NEXT(msgget)(key, flags);
    note_get(WIRE_OBJECT_MSG, id, key, 0, flags, CALLER);
    return id;
}

SHIM void *shmat(int id, const void *address, int flags)
{
    void *memory = NEXT(shmat)(id, address, flags);
    creations_note(WIRE_OBJECT_ATTACHMENT, (intptr_t)memory, -1, NULL, 0, CALLER);
    return memory;
}

/* Valgrind 3.19 does not know SHM_STAT_ANY, and would take what the kernel has filled in for
 * uninitialised. */
SHIM int shmctl(int id, int command, struct shmid_ds *status)
{
    int result = NEXT(shmctl)(id, command, status);
    if (command == SHM_STAT_ANY && result != -1) {
        (void)VALGRIND_MAKE_MEM_DEFINED(status, sizeof *status);
    }
    return result;
}

SHIM int shm_open(const char *name, int flags, mode_t mode)
{
    int fd = NEXT(shm_open)(name, flags, mode);
    creations_note(WIRE_OBJECT_DESCRIPTOR, fd, -1, NULL, 0, CALLER);
    if (flags & O_CREAT) {
        creations_note(WIRE_OBJECT_POSIX, fd, -1, name, 0, CALLER);
    }
    return fd;
}

SHIM sem_t *sem_open(const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(list, unsigned) : 0;
    va_end(list);
    sem_t *semaphore = NEXT(sem_open)(name, flags, mode, value);
    creations_note(WIRE_OBJECT_POSIX, (intptr_t)semaphore, (intptr_t)SEM_FAILED, name, 0, CALLER);
    return semaphore;
}

/* One that is new, or none. Where the file system of the queues is not mounted nothing can give the right to it (Landlock):
 * then the kernel makes the queue, does not open it, and leaves it there; one that was there had been EEXIST. */
static mqd_t open_new_queue(const char *name, int flags, mode_t mode, struct mq_attr *attributes)
{
    mqd_t queue = NEXT(mq_open)(name, flags | O_EXCL, mode, attributes);
    if (queue == -1 && errno == EACCES) {
        (void)mq_unlink(name);
        errno = EACCES;
    }
    return queue;
}

/* Whether a queue was made or was there, nobody can tell afterwards where they are not listed. So first it is asked to
 * be a new one, which comes to the same. */
static mqd_t open_queue(const char *name, int flags, mode_t mode, struct mq_attr *attributes,
                        bool *made)
{
    int saved = errno;
    mqd_t queue = (flags & O_CREAT) ? open_new_queue(name, flags, mode, attributes) : -1;
    *made = queue != -1;
    if (!(flags & O_CREAT) || (queue == -1 && !(flags & O_EXCL) && errno == EEXIST)) {
        errno = saved;
        queue = NEXT(mq_open)(name, flags, mode, attributes);
    }
    return queue;
}

SHIM mqd_t mq_open(const char *name, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    struct mq_attr *attributes = flags & O_CREAT ? va_arg(list, struct mq_attr *) : NULL;
    va_end(list);
    bool made;
    mqd_t queue = open_queue(name, flags, mode, attributes, &made);
    creations_note(made || queue == -1 ? WIRE_OBJECT_QUEUE : WIRE_OBJECT_DESCRIPTOR, queue, -1,
                   name, 0, CALLER);
    return queue;
}

SHIM int posix_fallocate(int fd, off_t offset, off_t length)
{
    int error = NEXT(posix_fallocate)(fd, offset, length);
    creations_refuse(WIRE_OBJECT_BYTES, error, (uint64_t)length, CALLER);
    return error;
}
