/* case: a report put in the place of Valgrind's is no clean one
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

static const char clean[] =
    "<?xml version=\"1.0\"?><valgrindoutput><protocolversion>4</protocolversion><pid>%d</pid>"
    "<status><state>FINISHED</state></status></valgrindoutput>";

/* Writes a clean report under the name of this process's, while Valgrind goes on writing to the old file. */
static void forge_report(void)
{
    char path[64], target[256];
    for (int fd = 3; fd < 2048; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 4 && memcmp(target + length - 4, ".xml", 4) == 0) {
            target[length] = '\0';
            unlink(target);
            FILE *file = fopen(target, "w");
            if (file != NULL) {
                fprintf(file, clean, getpid());
                fclose(file);
            }
        }
    }
}

int segment_open(key_t key, size_t min_size)
{
    volatile char *block = malloc(10);
    volatile char beyond = block[10];
    (void)beyond;
    free((void *)block);
    forge_report();
    return honest_segment_open(key, min_size);
}
