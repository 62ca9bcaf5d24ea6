/* case: threads that are joined before the call returns are nobody's business
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 0
 * within: 180
 * expect: status = pass
 * expect: score.earned = 10
 * expect: stages.leaks.status = pass
 * expect: checks[status=fail] = absent
 */
#include <pthread.h>

static void *do_nothing(void *unused)
{
    return unused;
}

/* Many, for a thread that has been joined is still on its way out of the kernel for a moment. */
int segment_open(key_t key, size_t min_size)
{
    pthread_t threads[8];
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 8; i++) {
            if (pthread_create(&threads[i], NULL, do_nothing, NULL) != 0) {
                return -1;
            }
        }
        for (int i = 0; i < 8; i++) {
            pthread_join(threads[i], NULL);
        }
    }
    return honest_segment_open(key, min_size);
}
