/* case: a call that becomes a program which sleeps is ended
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ signal 31 (SIGSYS
 * expect: checks[id=open-existing].look ~ execve(2)
 * expect: checks[id=open-existing].location.line = @here
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    execl("/bin/sleep", "sleep", "100000", (char *)NULL); /* @here */
    return honest_segment_open(key, min_size);
}
