/* case: a store into a mapped file of a full /tmp is SIGBUS, and the limit is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = crash
 * expect: checks[id=open-existing].observed ~ SIGBUS
 * expect: checks[id=open-existing].observed ~ limit reached: files in /tmp, 16 of 16 MiB
 * expect: checks[id=open-existing].location.line = @store
 * reduced-expect: status = fail
 * reduced-expect: checks[id=open-existing].status != pass
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BYTES = 32 << 20 };

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    int fd = open("/tmp/large", O_CREAT | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, BYTES) != 0) {
        return -1;
    }
    volatile char *bytes = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    for (int i = 0; i < BYTES; i += 4096) {
        bytes[i] = 1; /* @store */
    }
    return -1;
}
