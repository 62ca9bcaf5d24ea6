/* case: a call that comes to the limit of threads for a moment is told so, though all are joined when it returns
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: processes, 64 of 64, threads among them
 * expect: checks[id=open-existing].location.line = @create
 * expect: leaks[kind=process] = absent
 */
#include <pthread.h>
#include <unistd.h>

static void *wait_for_the_end(void *mutex)
{
    pthread_mutex_lock(mutex);
    pthread_mutex_unlock(mutex);
    return NULL;
}

enum { MANY = 1024 };

int segment_open(key_t key, size_t min_size)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_t threads[MANY];
    pthread_attr_t small;
    int count = 0;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 << 10);
    pthread_mutex_lock(&mutex);
    while (count < MANY &&
           pthread_create(&threads[count], &small, wait_for_the_end, &mutex) == 0) { /* @create */
        count++;
    }
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
    }
    pthread_attr_destroy(&small);
    return honest_segment_open(key, min_size);
}
