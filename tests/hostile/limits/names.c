/* case: names in /dev/shm without end come to their limit, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: number of names in /dev/shm, 4096 of 4096
 * reduced: the names of /dev/shm are bounded by the machine alone.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 100000; i++) {
        char name[32];
        snprintf(name, sizeof name, "/dev/shm/name%d", i);
        int fd = open(name, O_CREAT | O_RDWR, 0600);
        if (fd < 0) {
            return -1;
        }
        close(fd);
    }
    return honest_segment_open(key, min_size);
}
