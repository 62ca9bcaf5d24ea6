/* case: memory cannot be locked without end
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 */
#include <sys/mman.h>

int segment_open(key_t key, size_t min_size)
{
    size_t size = 128UL << 20;
    char *place = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place != MAP_FAILED && mlock(place, size) == 0) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOMEM;
    return -1;
}
