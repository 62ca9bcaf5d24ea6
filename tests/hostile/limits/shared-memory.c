/* case: a store into a full /dev/shm is SIGBUS, and the limit is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ SIGBUS
 * expect: checks[id=open-existing].observed ~ limit reached: shared memory, 64 of 64 MiB
 * expect: checks[id=open-existing].location.line = @store
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 20 << 20, PAGE = 4096 };

int segment_open(key_t key, size_t min_size)
{
    for (int i = 0; i < 8; i++) {
        char name[16];
        snprintf(name, sizeof name, "/ballast%d", i);
        int fd = shm_open(name, O_CREAT | O_RDWR, 0600);
        if (ftruncate(fd, SIZE) != 0) {
            return -1;
        }
        volatile char *memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        for (int k = 0; k < SIZE; k += PAGE) {
            memory[k] = 1; /* @store */
        }
    }
    return honest_segment_open(key, min_size);
}
