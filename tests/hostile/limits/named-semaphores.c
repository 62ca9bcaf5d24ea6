/* case: named semaphores without end come to the limit of names, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ ENOSPC
 * expect: checks[id=open-existing].observed ~ limit reached: number of names in /dev/shm, 4095 of 4096
 * expect: checks[id=open-existing].location.line = @make
 * reduced: the names of /dev/shm are bounded by the machine alone.
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    char name[32];
    for (int i = 0;; i++) {
        snprintf(name, sizeof name, "/semaphore-%d", i);
        if (sem_open(name, O_CREAT, 0600, 1) == SEM_FAILED) { /* @make */
            return -1;
        }
    }
}
