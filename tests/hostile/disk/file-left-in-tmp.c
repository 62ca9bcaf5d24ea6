/* case: a file that a call leaves in /tmp is told
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * reduced: /tmp is the machine's there, and cannot be written.
 * expect: stages.behaviour.status = pass
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[id~cache].kind = file
 */
#include <fcntl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    close(open("/tmp/cache", O_WRONLY | O_CREAT, 0600));
    return honest_segment_open(key, min_size);
}
