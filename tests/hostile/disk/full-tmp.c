/* case: a full /tmp is the full one of this run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * within: 60
 * expect: checks[id=create-new].status = pass
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *own_tmp(void)
{
    const char *folder = getenv("TMPDIR");
    return folder != NULL ? folder : "/tmp";
}

int segment_open(key_t key, size_t min_size)
{
    static char block[1 << 20];
    (void)!chdir(own_tmp());
    int fd = open("ballast", O_CREAT | O_RDWR, 0600);
    memset(block, 1, sizeof block);
    for (int i = 0; i < 100000 && write(fd, block, sizeof block) > 0; i++) {
    }
    close(fd);
    return honest_segment_open(key, min_size);
}
