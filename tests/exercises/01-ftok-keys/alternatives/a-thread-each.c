/* alternative: a thread for each file, joined before the call returns; errno, which is a thread's
 * own, is carried back by hand. */
#include "ftok_keys.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>

struct job {
    const char *path;
    int project;
    int error;
    key_t key;
    struct stat status;
};

static void *run(void *context)
{
    struct job *job = context;
    job->error = 0;
    if (stat(job->path, &job->status) == -1 || (job->key = ftok(job->path, job->project)) == -1) {
        job->error = errno;
    }
    return NULL;
}

static int examine(struct job *jobs, int count)
{
    pthread_t threads[2];
    for (int i = 0; i < count; i++) {
        if (!jobs[i].path || jobs[i].project < 1 || jobs[i].project > 255) {
            errno = EINVAL;
            return -1;
        }
    }
    int started = 0, error = 0;
    while (started < count && !error) {
        error = pthread_create(&threads[started], NULL, run, &jobs[started]);
        started += !error;
    }
    while (started-- > 0) {
        pthread_join(threads[started], NULL);
        if (jobs[started].error) {
            error = jobs[started].error;
        }
    }
    if (error) {
        errno = error;
        return -1;
    }
    return 0;
}

key_t make_key(const char *path, int project)
{
    struct job job = {.path = path, .project = project};
    return examine(&job, 1) ? -1 : job.key;
}

struct key_parts split_key(key_t key)
{
    return (struct key_parts){(unsigned)key >> 24, (unsigned)key >> 16, (unsigned)key};
}

int format_key(key_t key, char *text, size_t capacity)
{
    if (!text) {
        errno = EINVAL;
        return -1;
    }
    if (capacity < 11) {
        errno = ERANGE;
        return -1;
    }
    return snprintf(text, capacity, "0x%.8x", key);
}

int keys_collide(const char *a, const char *b, int project)
{
    struct job jobs[2] = {{.path = a, .project = project}, {.path = b, .project = project}};
    if (examine(jobs, 2)) {
        return -1;
    }
    return jobs[0].key == jobs[1].key && (jobs[0].status.st_dev != jobs[1].status.st_dev ||
                                          jobs[0].status.st_ino != jobs[1].status.st_ino);
}
