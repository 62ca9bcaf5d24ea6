#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { THREADS_MAX = 256 };

struct pool {
    size_t count;
    void (*work)(void *context, size_t index);
    void *context;
    atomic_size_t next;
};

static void *run(void *context)
{
    struct pool *pool = context;
    size_t index;
    while ((index = atomic_fetch_add(&pool->next, 1)) < pool->count) {
        pool->work(pool->context, index);
    }
    return NULL;
}

static size_t count_threads(unsigned jobs, size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = jobs != 0 ? jobs : (size_t)(processors > 0 ? processors : 1);
    wanted = wanted < count ? wanted : count;
    return wanted < THREADS_MAX ? wanted : THREADS_MAX;
}

/* A thread that cannot be had is done without. */
void pool_run(unsigned jobs, size_t count, void (*work)(void *context, size_t index), void *context)
{
    struct pool pool = {.count = count, .work = work, .context = context};
    pthread_t threads[THREADS_MAX];
    size_t wanted = count_threads(jobs, count), started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, run, &pool) == 0) {
        started++;
    }
    run(&pool);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}
