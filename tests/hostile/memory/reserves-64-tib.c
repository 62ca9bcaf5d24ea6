/* case: addresses cost nothing and are limited all the same
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
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 67108864 MiB asked for at once, of 256 MiB
 * expect: checks[id=open-existing].look ~ how much does it ask for
 * expect: checks[id=open-existing].location.line = @asks
 */
#include <sys/mman.h>

int segment_open(key_t key, size_t min_size)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *place = mmap(NULL, 1UL << 46, PROT_READ | PROT_WRITE, flags, -1, 0); /* @asks */
    if (place != MAP_FAILED) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOMEM;
    return -1;
}
