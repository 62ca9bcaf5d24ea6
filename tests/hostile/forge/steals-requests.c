/* case: a process that reads what the tests send to it ends by itself, which is told where it is traced, too
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = crash
 * expect: checks[id=create-new].observed ~ its process closed or misused a descriptor that is not its own
 * expect: checks[id=create-new].look ~ close(2), write(2)
 * expect: checks[id=clean-failure].status = crash
 * expect: checks[id=open-existing].status = pass
 */
#include <fcntl.h>
#include <unistd.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    char bytes[4096];
    for (int fd = 0; fd < 64; fd++) {
        fcntl(fd, F_SETFL, O_NONBLOCK);
        while (read(fd, bytes, sizeof bytes) > 0) {
        }
    }
    return honest_segment_create(key, size, mode);
}
