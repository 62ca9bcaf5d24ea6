/* case: a thread that goes on after the call holds nobody up and ends with its process
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * within: 60
 * expect: checks[id=create-new].status = pass
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
    pthread_t thread;
    if (pthread_create(&thread, NULL, linger, NULL) != 0) {
        return -1;
    }
    return honest_segment_open(key, min_size);
}
