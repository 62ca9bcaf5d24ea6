/* case: a driver that was written over in memory is the process of the student like the rest of it
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ mprotect(2) was refused to it
 * expect: checks[id=open-existing].look ~ here no call makes machine code
 * expect: checks[id=open-existing].location.line = @refused
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Fills the code of the program that called us with returns. */
int segment_open(key_t key, size_t min_size)
{
    char line[512], permissions[8], path[256] = "";
    unsigned long begin, end;
    FILE *maps = fopen("/proc/self/maps", "r");
    (void)key;
    (void)min_size;
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx %7s %*s %*s %*s %255s", &begin, &end, permissions, path) == 4 &&
            permissions[2] == 'x' && strstr(path, "driver") != NULL) {
            mprotect((void *)begin, end - begin, PROT_READ | PROT_WRITE | PROT_EXEC); /* @refused */
            memset((void *)begin, 0xc3, end - begin);
        }
    }
    return 0;
}
