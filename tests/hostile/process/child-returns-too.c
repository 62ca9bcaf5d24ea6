/* case: a fork after which both return is one answer too many, and no pass
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[*].observed =~ it returned in another process: in a child that it had forked|left behind: a process (not waited for|still running)
 * expect: checks[id=nothing-left].status = fail
 * expect: checks[id=nothing-left].look ~ waitpid(2)
 * expect: leaks[kind=process].location.function = segment_open
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    fork();
    return honest_segment_open(key, min_size);
}
