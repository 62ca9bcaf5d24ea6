/* case: names with control characters and bytes that are no text are told harmlessly
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=posix-shm].kind = posix-shm
 * expect: checks[id=nothing-left].observed ~ POSIX shared memory object /
 * expect: checks[id=nothing-left].look ~ shm_unlink(3)
 * expect: leaks[kind=posix-shm].location.function = segment_open
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    close(shm_open("/\033[2J\n\"evil\\", O_CREAT | O_RDWR, 0600));
    close(shm_open("/\377\376\001", O_CREAT | O_RDWR, 0600));
    return honest_segment_open(key, min_size);
}
