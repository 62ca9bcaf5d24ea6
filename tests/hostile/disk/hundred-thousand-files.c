/* case: a crowd of files goes with the run
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: checks[id=create-new].status = pass
 * expect: status = fail
 * expect: stages.behaviour.status = pass
 * expect: stages.leaks.status = fail
 * expect: checks[status=fail].id = nothing-left
 * expect: checks[id=nothing-left].observed ~ left behind
 * expect: leaks[kind=file].kind = file
 * expect: leaks[id~current folder].kind = process-state
 * reduced-expect: status = fail
 * reduced-expect: checks[id=create-new].status = pass
 * reduced-expect: checks[*].observed =~ was left behind|it had not returned after a second of processor time
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *own_tmp(void)
{
    const char *folder = getenv("TMPDIR");
    return folder != NULL ? folder : "/tmp";
}

int segment_open(key_t key, size_t min_size)
{
    (void)!chdir(own_tmp());
    for (int i = 0; i < 20000; i++) {
        char name[64];
        snprintf(name, sizeof name, "%d", i);
        int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (fd < 0) {
            break;
        }
        close(fd);
    }
    return honest_segment_open(key, min_size);
}
