/* case: a descriptor that a call leaves open is named, with the line that opened it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=descriptor].location.line = @leak
 * expect: leaks[kind=descriptor].location.function = segment_open
 */
#include <fcntl.h>

int segment_open(key_t key, size_t min_size)
{
    int id = honest_segment_open(key, min_size);
    if (id == -1) {
        int error = errno;
        (void)!open("/dev/null", O_RDONLY); /* @leak */
        errno = error;
    }
    return id;
}
