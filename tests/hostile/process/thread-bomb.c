/* case: threads without end come to the limit of the run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: leaks[kind=process].id ~ threads still running
 * expect: stages.leaks.status = fail
 * expect: checks[*].observed =~ left behind: [0-9]+ threads still running
 * expect: checks[id=nothing-left].look ~ pthread_join(3)
 * expect: leaks[kind=process].location.line = @makes
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
    for (int i = 0; i < 100000; i++) {
        pthread_create(&thread, NULL, linger, NULL); /* @makes */
    }
    return honest_segment_open(key, min_size);
}
