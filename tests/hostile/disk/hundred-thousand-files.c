/* case: a crowd of files goes with the run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * within: 90
 * expect: checks[id=create-new].status = pass
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *own_tmp(void)
{
    const char *folder = getenv("TMPDIR");
    return folder != NULL ? folder : "/tmp";
}

int segment_open(key_t key, size_t min_size)
{
    (void)!chdir(own_tmp());
    for (int i = 0; i < 20000; i++) {
        char name[64];
        snprintf(name, sizeof name, "%d", i);
        int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (fd < 0) {
            break;
        }
        close(fd);
    }
    return honest_segment_open(key, min_size);
}
