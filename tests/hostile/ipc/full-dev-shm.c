/* case: a full /dev/shm is the full one of this run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].observed ~ SIGXFSZ
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    int fd = shm_open("/ballast", O_CREAT | O_RDWR, 0600);
    for (off_t size = 1 << 20; posix_fallocate(fd, 0, size) == 0; size += 1 << 20) {
    }
    return honest_segment_open(key, min_size);
}
