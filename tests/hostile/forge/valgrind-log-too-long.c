/* case: a report with an end where its reader stops reading is no clean one
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ shmget_flags.c:@read: Invalid read of size 1
 * expect: stages.memory.message ~ Invalid read of size 1
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Valgrind keeps its descriptors beyond those that a program may have. */
static int find_channel(void)
{
    char path[64], target[256];
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    for (int fd = (int)limit.rlim_cur; fd < (int)limit.rlim_cur + 64; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 7 && memcmp(target, "socket:", 7) == 0) {
            return fd;
        }
    }
    return -1;
}

static void add_to_report(const char *bytes, size_t length)
{
    int copy = dup(find_channel());
    (void)!write(copy, bytes, length);
    close(copy);
}

/* So many bytes of a report are kept. */
enum { KEPT = 512 * 1024 };

int segment_open(key_t key, size_t min_size)
{
    static char text[KEPT];
    static const char begin[] = "<?xml version=\"1.0\"?><valgrindoutput><pid>%d</pid>";
    static const char end[] = "<status><state>FINISHED</state></status></valgrindoutput>";
    int length = snprintf(text, sizeof text, begin, getpid());
    memset(text + length, ' ', sizeof text - (size_t)length);
    memcpy(text + sizeof text - strlen(end), end, strlen(end));
    add_to_report(text, sizeof text);
    volatile char *block = malloc(10);
    volatile char beyond = block[10]; /* @read */
    (void)beyond;
    free((void *)block);
    return honest_segment_open(key, min_size);
}
