/* Functions of the C library that the student's object calls through this program.
 *
 * The main program comes first when the loader looks a symbol up, so these definitions stand
 * between the student's object and the C library. Each passes its arguments on unchanged and then
 * notes what was made and where (creations.h), or tells Valgrind what it does not know. Code that
 * goes around them, by syscall(2) for instance, loses little more than the line number in a
 * message.
 */
#include "driver/creations.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>
#include <valgrind/memcheck.h>

#define SHIM   __attribute__((visibility("default")))
#define CALLER __builtin_return_address(0)

/* The next definition of a function, in the C library, with the type of this one. */
#define NEXT(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

/* `bytes` were asked for; 0 where that is not the question. */
static void note_sized(enum wire_object kind, intptr_t result, intptr_t failure, const char *name,
                       size_t bytes, const void *caller)
{
    int saved = errno;
    if (result != failure) {
        creations_add(kind, (uint64_t)result, name, caller);
    } else {
        creations_refuse(kind, saved, bytes, caller);
    }
    errno = saved;
}

static void note(enum wire_object kind, intptr_t result, intptr_t failure, const char *name,
                 const void *caller)
{
    note_sized(kind, result, failure, name, 0, caller);
}

/* For shmget, semget and msgget: one that only looks for an object has made none. */
static void note_get(enum wire_object kind, int id, key_t key, size_t bytes, int flags,
                     const void *caller)
{
    if (key == IPC_PRIVATE || (flags & IPC_CREAT)) {
        note_sized(kind, id, -1, NULL, bytes, caller);
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
    note(WIRE_OBJECT_ATTACHMENT, (intptr_t)memory, -1, NULL, CALLER);
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

SHIM void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    void *memory = NEXT(mmap)(address, length, protection, flags, fd, offset);
    if (memory != MAP_FAILED) {
        creations_add_mapping((uintptr_t)memory, length, CALLER); /* touches no errno */
    } else {
        creations_refuse(WIRE_OBJECT_MAPPING, errno, length, CALLER);
    }
    return memory;
}

SHIM int munmap(void *address, size_t length)
{
    int result = NEXT(munmap)(address, length);
    if (result == 0) {
        creations_remove_mappings((uintptr_t)address, length);
    }
    return result;
}

SHIM int shm_open(const char *name, int flags, mode_t mode)
{
    int fd = NEXT(shm_open)(name, flags, mode);
    note(WIRE_OBJECT_DESCRIPTOR, fd, -1, NULL, CALLER);
    if (flags & O_CREAT) {
        note(WIRE_OBJECT_POSIX, fd, -1, name, CALLER);
    }
    return fd;
}

SHIM int memfd_create(const char *name, unsigned flags)
{
    int fd = NEXT(memfd_create)(name, flags);
    note(WIRE_OBJECT_DESCRIPTOR, fd, -1, NULL, CALLER);
    return fd;
}

SHIM int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    int fd = NEXT(open)(path, flags, mode);
    note(WIRE_OBJECT_DESCRIPTOR, fd, -1, NULL, CALLER);
    return fd;
}

SHIM int openat(int directory, const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
    va_end(list);
    int fd = NEXT(openat)(directory, path, flags, mode);
    note(WIRE_OBJECT_DESCRIPTOR, fd, -1, NULL, CALLER);
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
    note(WIRE_OBJECT_POSIX, (intptr_t)semaphore, (intptr_t)SEM_FAILED, name, CALLER);
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
    note(made || queue == -1 ? WIRE_OBJECT_QUEUE : WIRE_OBJECT_DESCRIPTOR, queue, -1, name, CALLER);
    return queue;
}

SHIM ssize_t write(int fd, const void *bytes, size_t length)
{
    ssize_t written = NEXT(write)(fd, bytes, length);
    if (written < 0) {
        note_sized(WIRE_OBJECT_BYTES, -1, -1, NULL, length, CALLER);
    }
    return written;
}

SHIM int posix_fallocate(int fd, off_t offset, off_t length)
{
    int error = NEXT(posix_fallocate)(fd, offset, length);
    creations_refuse(WIRE_OBJECT_BYTES, error, (uint64_t)length, CALLER);
    return error;
}

SHIM int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer)
{
    int result = NEXT(timer_create)(clock, event, timer);
    if (result != 0) {
        note(WIRE_OBJECT_TIMER, -1, -1, NULL, CALLER);
    }
    return result;
}

SHIM pid_t fork(void)
{
    pid_t pid = NEXT(fork)();
    /* In the child, too: one that returns from the call says where it comes from. */
    note(WIRE_OBJECT_CHILD, pid, -1, NULL, CALLER);
    return pid;
}

SHIM int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                        void *argument)
{
    int error = NEXT(pthread_create)(thread, attributes, start, argument);
    if (error == 0) {
        note(WIRE_OBJECT_THREAD, 0, -1, NULL, CALLER);
    } else {
        creations_refuse(WIRE_OBJECT_THREAD, error, 0, CALLER);
    }
    return error;
}
