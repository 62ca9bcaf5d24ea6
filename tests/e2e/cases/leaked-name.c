/* case: a POSIX object that a call leaves behind is named, with the line that made it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=posix-shm].id = /left-behind
 * expect: leaks[kind=posix-shm].location.line = @leak
 * expect: leaks[kind=posix-shm].location.function = segment_open
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    int id = honest_segment_open(key, min_size);
    if (id == -1) {
        int error = errno;
        int fd = shm_open("/left-behind", O_CREAT | O_RDWR, 0600); /* @leak */
        close(fd);
        errno = error;
    }
    return id;
}
