/* case: a report of Valgrind's that the student's code wrote into is no clean one
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
#include <unistd.h>

/* Hides the error below: the file is cut to nothing. */
static void spoil_reports(void)
{
    char path[64], target[256];
    for (int fd = 3; fd < 2048; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 4 && memcmp(target + length - 4, ".xml", 4) == 0) {
            (void)!ftruncate(fd, 0);
        }
    }
}

int segment_open(key_t key, size_t min_size)
{
    volatile char *block = malloc(10);
    volatile char beyond = block[10];
    (void)beyond;
    free((void *)block);
    spoil_reports();
    return honest_segment_open(key, min_size);
}
