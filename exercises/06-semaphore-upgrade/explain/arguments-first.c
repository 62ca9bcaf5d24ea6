/* A message queue that is full, and a message that it would never take:
 * the kernel says so before it waits. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    char name[32];
    snprintf(name, sizeof name, "/explain-%ld", (long)getpid());
    struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = 8};
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
    if (queue == (mqd_t)-1) {
        err(1, "mq_open");
    }
    mq_unlink(name);
    printf("8 bytes into the empty queue: %d\n",
           mq_send(queue, "12345678", 8, 0));

    int result = mq_send(queue, "123456789", 9, 0); /* without a limit */
    printf("9 bytes into the full queue:  %d, %s\n", result,
           errno == EMSGSIZE ? "EMSGSIZE, and no wait" : strerror(errno));

    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline); /* now */
    result = mq_timedsend(queue, "1", 1, 0, &deadline);
    printf("1 byte into the full queue:   %d, %s\n", result,
           errno == ETIMEDOUT ? "ETIMEDOUT, after a wait"
                              : strerror(errno));
    mq_close(queue);
    return 0;
}
