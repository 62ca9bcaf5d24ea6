/* case: folders in /tmp are files, too: their number is bounded, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: number of files in /tmp, 4096 of 4096
 * expect: checks[id=open-existing].look ~ mkdir(2)
 * expect: checks[id=open-existing].location.line = @make
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */
#include <stdio.h>
#include <sys/stat.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    char path[32];
    for (int i = 0;; i++) {
        snprintf(path, sizeof path, "/tmp/%d", i);
        if (mkdir(path, 0700) != 0) { /* @make */
            return -1;
        }
    }
}
