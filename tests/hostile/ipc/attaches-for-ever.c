/* case: one segment attached as often as there is room is told, as often as anybody reads
 * exercise: 02
 * replaces: segment_private
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=nothing-left].status = fail
 * expect: leaks[kind=attachment].bytes = 4096
 * expect: leaks[kind=sysv-shm].kind = sysv-shm
 * expect: checks[status=crash].observed ~ limit reached: memory of a process
 * expect: checks[id=nothing-left].observed =~ ^attachment of segment [0-9]+ was left behind
 * expect: leaks[kind=attachment].location.function = segment_private
 */
#include <sys/shm.h>

int segment_private(size_t size, mode_t mode)
{
    int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    while (shmat(segment, NULL, 0) != (void *)-1) {
    }
    return honest_segment_private(size, mode);
}
