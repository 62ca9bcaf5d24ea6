/* case: a full /tmp is ENOSPC, and the limit is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: files in /tmp, 16 of 16 MiB
 * expect: checks[id=open-existing].look ~ write(2)
 * expect: checks[id=open-existing].location.line = @write
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */
#include <fcntl.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    static const char page[4096];
    (void)key;
    (void)min_size;
    int fd = open("/tmp/ballast", O_CREAT | O_WRONLY, 0600);
    while (write(fd, page, sizeof page) > 0) { /* @write */
    }
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}
