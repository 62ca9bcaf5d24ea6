/* case: an error that the student's code hides in a comment of Valgrind's report is no clean report
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

static void add_to_report(const char *text)
{
    char path[64], target[256];
    for (int fd = 3; fd < 4096; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 4 && memcmp(target + length - 4, ".xml", 4) == 0) {
            (void)!write(fd, text, strlen(text));
        }
    }
}

int segment_open(key_t key, size_t min_size)
{
    add_to_report("<!--");
    volatile char *block = malloc(10);
    volatile char beyond = block[10];
    (void)beyond;
    free((void *)block);
    add_to_report("-->");
    return honest_segment_open(key, min_size);
}
