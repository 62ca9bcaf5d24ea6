/* case: an error of memory in a process that the call has made counts like one of its own
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
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    pid_t child = fork();
    if (child == 0) {
        volatile char *block = malloc(10);
        volatile char beyond = block[10]; /* @read */
        (void)beyond;
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return honest_segment_open(key, min_size);
}
