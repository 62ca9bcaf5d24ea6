/* case: a process under Valgrind that becomes another program has no report, whatever it wrote before
 * exercise: 02
 * replaces: segment_open
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: stages.memory.status = fail
 * expect: checks[id=valgrind-clean].status = fail
 * expect: checks[id=valgrind-clean].observed ~ open-existing passes natively and fails under Valgrind: it ended the whole process
 * expect: checks[id=valgrind-clean].look ~ what your file does only there
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

/* Under Valgrind alone, where the call is done already: nothing but the exit is left to do. */
int segment_open(key_t key, size_t min_size)
{
    static const char end[] = "<status><state>FINISHED</state></status><errorcounts></errorcounts>"
                              "</valgrindoutput>";
    int channel = find_channel();
    if (channel >= 0) {
        int copy = dup(channel);
        (void)!write(copy, end, strlen(end));
        execl("/bin/cat", "cat", (char *)NULL);
    }
    return honest_segment_open(key, min_size);
}
