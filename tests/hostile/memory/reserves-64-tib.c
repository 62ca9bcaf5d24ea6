/* case: addresses cost nothing and are limited all the same
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
    char *place = mmap(NULL, 1UL << 46, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (place != MAP_FAILED) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOMEM;
    return -1;
}
