/* case: memory that is locked has a limit of its own
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOMEM
 * expect: checks[id=open-existing].observed ~ limit reached: locked memory, 32768 KiB asked for at once
 * expect: checks[id=open-existing].location.line = @lock
 */
#include <sys/mman.h>
#include <sys/resource.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    setrlimit(RLIMIT_MEMLOCK, &(struct rlimit){1 << 16, 1 << 16}); /* whatever this machine grants */
    size_t bytes = 32 << 20;
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory != MAP_FAILED && mlock(memory, bytes) == 0 ? 0 : -1; /* @lock */
}
