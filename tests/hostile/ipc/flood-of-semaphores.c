/* case: semaphore sets and queues without end come to their limits
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 120
 * expect: status = fail
 * reduced: message queues can be listed only where /dev/mqueue is mounted, and of a semaphore set the kernel does not tell who made it.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/sem.h>

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 40000 && semget(IPC_PRIVATE, 1, 0600) != -1; i++) {
    }
    for (int i = 0; i < 40000 && msgget(IPC_PRIVATE, 0600) != -1; i++) {
    }
    for (int i = 0; i < 1000; i++) {
        char name[32];
        snprintf(name, sizeof name, "/queue%d", i);
        if (mq_open(name, O_CREAT | O_RDWR, 0600, NULL) == (mqd_t)-1) {
            break;
        }
    }
    return honest_segment_open(key, min_size);
}
