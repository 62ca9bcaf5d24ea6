/* case: a fork after which both return is one answer too many, and no pass
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 */
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    fork();
    return honest_segment_open(key, min_size);
}
