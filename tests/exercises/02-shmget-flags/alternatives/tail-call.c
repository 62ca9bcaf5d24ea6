/* alternative: segment_ensure is written as two functions that call each other, one for each belief
 * about the segment ("it is not there", "it is there"). gcc -O2 makes a loop of them; without that
 * the stack grows by a frame only for each time that the segment really comes or goes. */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>

#define NEW (IPC_CREAT | IPC_EXCL)

struct request {
    key_t key;
    size_t size;
    mode_t mode;
    bool *created;
};

static int ensure_existing(const struct request *request);

static int ensure_new(const struct request *request)
{
    int shmid = shmget(request->key, request->size, NEW | (int)request->mode);
    if (shmid < 0) {
        return errno == EEXIST ? ensure_existing(request) : -1;
    }
    *request->created = true;
    return shmid;
}

static int ensure_existing(const struct request *request)
{
    int shmid = shmget(request->key, request->size, 0);
    if (shmid < 0) {
        return errno == ENOENT ? ensure_new(request) : -1;
    }
    *request->created = false;
    return shmid;
}

static bool is_acceptable(key_t key, mode_t mode)
{
    bool acceptable = key != IPC_PRIVATE && (mode | 0777) == 0777;
    if (!acceptable) {
        errno = EINVAL;
    }
    return acceptable;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    return is_acceptable(key, mode) ? shmget(key, size, NEW | (int)mode) : -1;
}

int segment_open(key_t key, size_t min_size)
{
    return is_acceptable(key, 0) ? shmget(key, min_size, 0) : -1;
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    struct request request = {key, size, mode, created};

    if (!created) {
        errno = EINVAL;
        return -1;
    }
    return is_acceptable(key, mode) ? ensure_new(&request) : -1;
}

int segment_private(size_t size, mode_t mode)
{
    return is_acceptable(1, mode) ? shmget(IPC_PRIVATE, size, NEW | (int)mode) : -1;
}
