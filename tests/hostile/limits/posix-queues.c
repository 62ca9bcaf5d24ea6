/* case: POSIX message queues come to the limit of their bytes, which is named, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ EMFILE
 * expect: checks[id=open-existing].observed ~ limit reached: POSIX message queues
 * expect: checks[id=open-existing].observed ~ of them take up all of
 * expect: checks[id=open-existing].look ~ mq_open(3)
 * expect: checks[id=open-existing].location.line = @open
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status = fail
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (int i = 0;; i++) {
        char name[16];
        snprintf(name, sizeof name, "/queue%d", i);
        mqd_t queue = mq_open(name, O_CREAT | O_RDWR, 0600, NULL); /* @open */
        if (queue == -1) {
            return -1;
        }
        mq_close(queue);
    }
}
