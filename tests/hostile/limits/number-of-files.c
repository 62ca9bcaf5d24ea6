/* case: empty files in /tmp without end come to their limit, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: number of files in /tmp, 4096 of 4096
 * reduced-expect: status = fail
 * reduced-expect: checks[id=create-new].status = pass
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 100000; i++) {
        char name[32];
        snprintf(name, sizeof name, "/tmp/file%d", i);
        int fd = open(name, O_CREAT | O_RDWR, 0600);
        if (fd < 0) {
            return -1;
        }
        close(fd);
    }
    return honest_segment_open(key, min_size);
}
