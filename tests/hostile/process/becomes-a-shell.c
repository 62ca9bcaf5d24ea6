/* case: a call that becomes another program does not come back
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[id=open-existing].look ~ execve
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    execl("/bin/sh", "sh", "-c", "exit 0", (char *)NULL);
    return honest_segment_open(key, min_size);
}
