/* case: what the C library loads for a program by itself may be used
 * exercise: 02
 * replaces: segment_open
 * exit: 0
 * within: 180
 * expect: status = pass
 */
#include <execinfo.h>
#include <grp.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *leave(void *unused)
{
    pthread_exit(unused);
}

static void *wait_for_ever(void *unused)
{
    for (;;) {
        pause();
    }
    return unused;
}

int segment_open(key_t key, size_t min_size)
{
    pthread_t thread;
    void *frames[4];
    pthread_create(&thread, NULL, leave, NULL);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, wait_for_ever, NULL);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
    (void)backtrace(frames, 4);
    (void)getpwuid(getuid());
    return honest_segment_open(key, min_size);
}
