/* case: huge pages are no way around the limits of memory
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].observed ~ returned -1 with errno ENOSYS
 */
#include <sys/mman.h>

enum { HUGE = 2 << 20, LIMIT = 256 << 20 };

/* Most machines have none in store; where they have, these would be as large as the limit of a process, and shared
 * ones need a right that nobody has here. */
static int gets_through(void)
{
    size_t had = 0;
    while (had < LIMIT && mmap(NULL, HUGE, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0) != MAP_FAILED) {
        had += HUGE;
    }
    return had >= LIMIT || shmget(IPC_PRIVATE, HUGE, 0600 | SHM_HUGETLB) != -1;
}

int segment_open(key_t key, size_t min_size)
{
    static int through;
    through |= gets_through();
    if (through) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
