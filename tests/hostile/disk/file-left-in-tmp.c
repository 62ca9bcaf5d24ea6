/* case: a file that a call leaves in /tmp is told
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * reduced: /tmp is the machine's there, and cannot be written.
 * expect: stages.behaviour.status = pass
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[id~cache].kind = file
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: stages.leaks.message ~ file in /tmp: /cache was left behind
 * expect: checks[status=fail].id = nothing-left
 * expect: checks[id=nothing-left].observed ~ file in /tmp: /cache was left behind
 * expect: checks[id=nothing-left].look ~ unlink(2)
 */
#include <fcntl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    close(open("/tmp/cache", O_WRONLY | O_CREAT, 0600));
    return honest_segment_open(key, min_size);
}
