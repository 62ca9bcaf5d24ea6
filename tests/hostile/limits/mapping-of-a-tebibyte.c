/* case: a mapping of a tebibyte is more than a process may have, which is named, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ limit reached: memory of a process, 1048576 MiB asked for at once, of 256 MiB
 * expect: checks[id=open-existing].location.line = @map
 */
#include <sys/mman.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    void *memory = mmap(NULL, 1UL << 40, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); /* @map */
    return memory == MAP_FAILED ? -1 : 0;
}
