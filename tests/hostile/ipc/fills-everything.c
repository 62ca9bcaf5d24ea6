/* case: memory, segments and files without end come to their limits, and the run to a verdict
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed =~ limit reached: size of a file or object, [0-9]+ of 64 MiB
 * expect: checks[id=open-existing].look ~ how much does it ask for?
 * expect: checks[id=open-existing].location.line = @fills
 * reduced-user: names that are made in /dev/shm behind the C library's back are not known to be the submission's, and stay.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    char page[4096];
    memset(page, 'x', sizeof page);
    for (int i = 0; i < 5000 && shmget(IPC_PRIVATE, 4096, 0600) != -1; i++) {
    }
    for (int fd, i = 0; i < 100 && (fd = open("/dev/shm/full", O_CREAT | O_RDWR | O_APPEND, 0600)) >= 0; i++) {
        while (write(fd, page, sizeof page) > 0) { /* @fills */
        }
    }
    for (char *block; (block = malloc(1 << 20)) != NULL;) {
        memset(block, 1, 1 << 20);
    }
    return honest_segment_open(key, min_size);
}
