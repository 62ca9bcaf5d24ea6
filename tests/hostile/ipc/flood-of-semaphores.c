/* case: semaphore sets and queues without end come to their limits
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSYS
 * expect: leaks[kind=sysv-sem].kind = sysv-sem
 * reduced: message queues can be listed only where /dev/mqueue is mounted, and of a semaphore set the kernel does not tell who made it.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/sem.h>

enum { BOUND = 1024 };

static int gets_through(void)
{
    int sets = 0, queues = 0;
    while (sets < 2 * BOUND && semget(IPC_PRIVATE, 1, 0600) != -1) {
        sets++;
    }
    while (queues < 2 * BOUND && msgget(IPC_PRIVATE, 0600) != -1) {
        queues++;
    }
    for (int i = 0; i < 1000; i++) {
        char name[32];
        snprintf(name, sizeof name, "/queue%d", i);
        if (mq_open(name, O_CREAT | O_RDWR, 0600, NULL) == (mqd_t)-1) {
            break;
        }
    }
    return sets > BOUND || queues > BOUND;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
