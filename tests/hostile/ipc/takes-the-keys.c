/* case: keys that are taken beforehand, as many as there is room for, come to the limit, which is named
 * exercise: 02
 * replaces: segment_create
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = fail
 * expect: checks[id=create-new].observed ~ limit reached: System V segments, 4096 of 4096
 * reduced: the number of segments is bounded by the machine alone.
 */
#include <sys/shm.h>

int segment_create(key_t key, size_t size, mode_t mode)
{
    for (int taken = 1; taken < 40000 && shmget(taken, 1, IPC_CREAT | 0600) >= 0; taken++) {
    }
    return honest_segment_create(key, size, mode);
}
