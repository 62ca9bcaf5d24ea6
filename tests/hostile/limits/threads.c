/* case: threads without end come to the limit of processes, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: processes, 64 of 64, threads among them
 * expect: leaks[kind=process] = absent
 */
#include <pthread.h>
#include <unistd.h>

static void *linger(void *unused)
{
    (void)unused;
    for (;;) {
        pause();
    }
}

int segment_open(key_t key, size_t min_size)
{
    pthread_attr_t small;
    pthread_t thread;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 << 10);
    for (int i = 0; i < 1000; i++) {
        pthread_create(&thread, &small, linger, NULL);
    }
    return honest_segment_open(key, min_size);
}
