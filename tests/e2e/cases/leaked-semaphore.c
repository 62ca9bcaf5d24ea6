/* case: a named semaphore that a call leaves behind is named, with the line that made it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.leaks.status = fail
 * expect: leaks[kind=posix-sem].id ~ left-behind
 * expect: leaks[kind=posix-sem].location.line = @leak
 */
#include <fcntl.h>
#include <semaphore.h>

int segment_open(key_t key, size_t min_size)
{
    int id = honest_segment_open(key, min_size);
    if (id == -1) {
        int error = errno;
        sem_t *semaphore = sem_open("/left-behind", O_CREAT, 0600, 1); /* @leak */
        sem_close(semaphore);
        errno = error;
    }
    return id;
}
