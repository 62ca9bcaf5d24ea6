/* case: a report of Valgrind's that was written over in its place is no clean one
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 90
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Blanks what was written since `begin`, and has Valgrind go on there. */
static void take_back(int fd, off_t begin)
{
    char blanks[65536];
    memset(blanks, ' ', sizeof blanks);
    pwrite(fd, blanks, sizeof blanks, begin);
    lseek(fd, begin, SEEK_SET);
}

static int find_report(void)
{
    char path[64], target[256];
    for (int fd = 3; fd < 4096; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 4 && memcmp(target + length - 4, ".xml", 4) == 0) {
            return fd;
        }
    }
    return -1;
}

int segment_open(key_t key, size_t min_size)
{
    int fd = find_report();
    off_t begin = lseek(fd, 0, SEEK_CUR);
    volatile char *block = malloc(10);
    volatile char beyond = block[10];
    (void)beyond;
    free((void *)block);
    take_back(fd, begin);
    return honest_segment_open(key, min_size);
}
