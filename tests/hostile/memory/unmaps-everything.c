/* case: a process without its own code ends
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: stages.behaviour.status = fail
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ signal 11 (SIGSEGV, Segmentation fault) ended the process, which could not say where
 * expect: checks[id=open-existing].look ~ munmap(2)
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <stdio.h>
#include <sys/mman.h>

int segment_open(key_t key, size_t min_size)
{
    char line[512];
    unsigned long begin, end;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx", &begin, &end) == 2) {
            munmap((void *)begin, end - begin);
        }
    }
    return honest_segment_open(key, min_size);
}
