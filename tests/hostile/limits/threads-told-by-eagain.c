/* case: threads come to the limit of memory by what pthread_create returns, EAGAIN
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ EAGAIN
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 2
 * expect: checks[id=open-existing].look ~ pthread_create(3)
 * expect: checks[id=open-existing].location.line = @create
 */
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

static void *stay(void *unused)
{
    for (;;) {
        pause();
    }
    return unused;
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (;;) {
        pthread_t thread;
        int error = pthread_create(&thread, NULL, stay, NULL); /* @create */
        if (error != 0) {
            errno = error;
            return -1;
        }
    }
}
