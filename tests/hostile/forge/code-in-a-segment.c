/* case: a segment that is attached to execute does not become code
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ EACCES
 */
#include <string.h>
#include <sys/shm.h>

/* mov $7, %eax; ret */
static const unsigned char seven[] = {0xb8, 7, 0, 0, 0, 0xc3};

int segment_open(key_t key, size_t min_size)
{
    int id = shmget(IPC_PRIVATE, 4096, 0700);
    union {
        unsigned char *bytes;
        int (*function)(void);
    } code = {.bytes = shmat(id, NULL, SHM_EXEC)};
    int error = errno;
    shmctl(id, IPC_RMID, NULL);
    if (code.bytes == (void *)-1) {
        errno = error;
        return -1;
    }
    memcpy(code.bytes, seven, sizeof seven);
    int id_found = code.function() == 7 ? honest_segment_open(key, min_size) : -1;
    shmdt(code.bytes);
    return id_found;
}
