/* case: the environment of the process names no test and no report
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOSYS
 */
#include <string.h>
#include <unistd.h>

extern char **environ;

static int environment_tells(void)
{
    for (char **word = environ; word != NULL && *word != NULL; word++) {
        if (strstr(*word, "REPORT") != NULL || strstr(*word, "SEED") != NULL ||
            strstr(*word, "HOME=/root") != NULL || strstr(*word, "@ROOT@") != NULL) {
            return 1;
        }
    }
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    if (environment_tells()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
