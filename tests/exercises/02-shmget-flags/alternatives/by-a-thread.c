/* alternative: every request to the kernel is made by a thread of its own, which is joined before
 * the call returns. errno is a thread's own, and is carried back by hand; *created is written by
 * the caller's thread, once, at the end. */
#include "shmget_flags.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/shm.h>

struct request {
    key_t key;
    size_t size;
    int flags;
    int shmid;
    int error;
    atomic_bool answered;
};

static void *serve(void *context)
{
    struct request *request = context;
    request->shmid = shmget(request->key, request->size, request->flags);
    request->error = request->shmid == -1 ? errno : 0;
    atomic_store_explicit(&request->answered, true, memory_order_release);
    return NULL;
}

/* 0 or an error number */
static int ask(key_t key, size_t size, int flags, int *shmid)
{
    struct request request = {.key = key, .size = size, .flags = flags};
    pthread_t thread;
    int error = pthread_create(&thread, NULL, serve, &request);
    if (error != 0) {
        return error;
    }
    pthread_join(thread, NULL);
    if (!atomic_load_explicit(&request.answered, memory_order_acquire)) {
        return EIO;
    }
    *shmid = request.shmid;
    return request.error;
}

static int result(int error, int shmid)
{
    if (error != 0) {
        errno = error;
        return -1;
    }
    return shmid;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    int shmid = -1;
    int error = key == IPC_PRIVATE || mode & ~0777u
                    ? EINVAL
                    : ask(key, size, IPC_CREAT | IPC_EXCL | (int)mode, &shmid);
    return result(error, shmid);
}

int segment_open(key_t key, size_t min_size)
{
    int shmid = -1;
    int error = key == IPC_PRIVATE ? EINVAL : ask(key, min_size, 0, &shmid);
    return result(error, shmid);
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    int error = EEXIST;
    int shmid = -1;
    bool made = false;

    if (key == IPC_PRIVATE || mode & ~0777u || created == NULL) {
        return result(EINVAL, -1);
    }
    for (unsigned round = 0; error == EEXIST || error == ENOENT; round++) {
        made = round % 2 == 1;
        error = ask(key, size, made ? IPC_CREAT | IPC_EXCL | (int)mode : 0, &shmid);
    }
    if (error == 0) {
        *created = made;
    }
    return result(error, shmid);
}

int segment_private(size_t size, mode_t mode)
{
    int shmid = -1;
    int error = mode & ~0777u ? EINVAL : ask(IPC_PRIVATE, size, IPC_CREAT | (int)mode, &shmid);
    return result(error, shmid);
}
