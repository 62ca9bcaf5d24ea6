/* case: message queues come to the limit of their number, which is named, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: System V message queues, 1024 of 1024
 * expect: checks[id=open-existing].look ~ msgget(2)
 * expect: checks[id=open-existing].location.line = @get
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 * reduced-user: of a message queue the kernel does not tell who made it, and a call's notes of what it made are bounded: thousands stay.
 */
#include <sys/msg.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    while (msgget(IPC_PRIVATE, 0600) != -1) { /* @get */
    }
    return -1;
}
