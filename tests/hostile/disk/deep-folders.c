/* case: folders in folders in folders are no trap for whoever cleans up, and are told
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: checks[id=create-new].status = pass
 * expect: stages.behaviour.status = pass
 * expect: stages.leaks.status = fail
 * expect: checks[status=fail].id = nothing-left
 * expect: stages.leaks.message =~ file in /tmp: /(deep|closed)|current folder
 * expect: checks[id=nothing-left].observed ~ left behind
 * expect: leaks[id=/deep].kind = file
 * expect: leaks[id~current folder].kind = process-state
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *own_tmp(void)
{
    const char *folder = getenv("TMPDIR");
    return folder != NULL ? folder : "/tmp";
}

int segment_open(key_t key, size_t min_size)
{
    if (chdir(own_tmp()) == 0) {
        for (int i = 0; i < 1300 && mkdir("deep", 0700) == 0 && chdir("deep") == 0; i++) {
        }
        (void)!mkdir("closed", 0);
    }
    return honest_segment_open(key, min_size);
}
