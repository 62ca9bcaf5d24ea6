/* case: signals that the kernel is asked to send to others, when something comes in, reach nobody who is not the submission's
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = crash
 * expect: checks[id=create-new].observed ~ misused a descriptor that is not its own
 * expect: checks[id=open-existing].status = pass
 */
#include <fcntl.h>
#include <signal.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    for (int fd = 0; fd < 64; fd++) {
        for (int pid = 1; pid < 50; pid++) {
            fcntl(fd, F_SETOWN, pid);
        }
        fcntl(fd, F_SETSIG, SIGKILL);
        fcntl(fd, F_SETFL, O_ASYNC);
    }
    return honest_segment_create(key, size, mode);
}
