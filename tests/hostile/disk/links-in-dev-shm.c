/* case: links, FIFOs and folders in /dev/shm lead nobody astray
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * within: 180
 * expect: checks[id=create-new].status = pass
 * expect: status = fail
 * expect: stages.behaviour.status = pass
 * expect: stages.leaks.status = fail
 * expect: stages.leaks.message =~ POSIX shared memory object /(link|loop|fifo|folder) was left behind
 * expect: checks[status=fail].id = nothing-left
 * expect: checks[id=nothing-left].look ~ shm_unlink(3)
 * expect: leaks[id=/link].kind = posix-shm
 * expect: leaks[id=/loop].kind = posix-shm
 * expect: leaks[id=/fifo].kind = posix-shm
 * expect: leaks[id=/folder].kind = posix-shm
 * reduced-expect: status = pass
 * reduced-expect: score.earned = 10
 * reduced-expect: checks[status=fail] = absent
 * reduced-user: names that are made in /dev/shm behind the C library's back are not known to be the submission's, and stay.
 */
#include <sys/stat.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)!symlink("/etc/shadow", "/dev/shm/link");
    (void)!symlink("loop", "/dev/shm/loop");
    mkfifo("/dev/shm/fifo", 0600);
    mkdir("/dev/shm/folder", 0700);
    return honest_segment_open(key, min_size);
}
