/* case: a thread that goes on after the call is found
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=process].id = a thread still running
 * expect: leaks[kind=process].location.function = segment_open
 * expect: stages.leaks.message = left behind: a thread still running
 * expect: checks[status=fail].stage = leaks
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
