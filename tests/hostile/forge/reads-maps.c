/* case: neither tests nor expected answers are in the memory of the process that runs student code
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 */
#include <stdio.h>
#include <string.h>

/* What a forger looks for: the name of a check, or the test framework. */
static const char *const traces[] = { "open_exist", "open-exist", "criterion", "check_situ" };

static int region_holds(const char *begin, const char *end, const char *own)
{
    for (size_t i = 0; i < sizeof traces / sizeof traces[0]; i++) {
        const char *found = memmem(begin, (size_t)(end - begin), traces[i], strlen(traces[i]));
        if (found != NULL && (found < own || found > own + 4096)) {
            return 1;
        }
    }
    return 0;
}

static int tests_are_in_sight(void)
{
    char line[512], permissions[8], path[256];
    unsigned long begin, end;
    int found = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        path[0] = '\0';
        if (sscanf(line, "%lx-%lx %7s %*s %*s %*s %255s", &begin, &end, permissions, path) < 3 ||
            permissions[0] != 'r' || path[0] != '/' || strstr(path, "student.so") != NULL) {
            continue;
        }
        found |= region_holds((const char *)begin, (const char *)end, (const char *)traces);
    }
    if (maps != NULL) {
        fclose(maps);
    }
    return found;
}

int segment_open(key_t key, size_t min_size)
{
    if (tests_are_in_sight()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
