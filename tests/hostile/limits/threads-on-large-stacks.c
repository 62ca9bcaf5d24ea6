/* case: threads come to the limit of memory, which is named, with the line that makes them
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 2
 * expect: checks[id=open-existing].look ~ pthread_create(3)
 * expect: checks[id=open-existing].location.line = @create
 * expect: leaks[kind=process].location.line = @create
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
    (void)key;
    (void)min_size;
    pthread_t thread;
    while (pthread_create(&thread, NULL, linger, NULL) == 0) { /* @create */
    }
    return -1;
}
