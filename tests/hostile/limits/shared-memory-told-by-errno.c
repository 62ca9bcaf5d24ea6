/* case: ENOSPC of a full /dev/shm names the limit
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: shared memory, 60 of 64 MiB
 * expect: checks[id=open-existing].location.line = @allocate
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

enum { SIZE = 20 << 20 };

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 8; i++) {
        char name[16];
        snprintf(name, sizeof name, "/ballast%d", i);
        int error = posix_fallocate(shm_open(name, O_CREAT | O_RDWR, 0600), 0, SIZE); /* @allocate */
        if (error != 0) {
            errno = error;
            return -1;
        }
    }
    return honest_segment_open(key, min_size);
}
