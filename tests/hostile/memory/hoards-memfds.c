/* case: there are no files in memory without a name: no limit would count them
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ EPERM
 * expect: checks[id=open-existing].observed ~ memfd_create(2) was refused to it: no exercise needs that call
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    static char block[1 << 20];
    memset(block, 1, sizeof block);
    for (int i = 0; i < 32; i++) {
        int fd = memfd_create("hoard", 0); /* @refused */
        if (fd < 0) {
            return -1;
        }
        for (int k = 0; k < 512 && write(fd, block, sizeof block) > 0; k++) {
        }
    }
    return honest_segment_open(key, min_size);
}
