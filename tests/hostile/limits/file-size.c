/* case: an object that grows too large is SIGXFSZ, and the limit is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ SIGXFSZ
 * expect: checks[id=open-existing].observed ~ limit reached: size of a file or object, 65 of 64 MiB
 * expect: checks[id=open-existing].location.line = @grow
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    int fd = shm_open("/ballast", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, (64L << 20) + 1) != 0) { /* @grow */
        return -1;
    }
    return honest_segment_open(key, min_size);
}
