/* case: a full /tmp is the full one of this run
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
 * expect: leaks[id=/ballast].kind = file
 * expect: leaks[id~current folder].kind = process-state
 * reduced-expect: status = fail
 * reduced-expect: checks[id=create-new].status = pass
 * reduced-expect: checks[status=crash].id = open-existing
 * reduced-expect: checks[id=open-existing].observed =~ limit reached: size of a file or object, [0-9]+ of 64 MiB
 * reduced-expect: checks[id=open-existing].location.line = @write
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *own_tmp(void)
{
    const char *folder = getenv("TMPDIR");
    return folder != NULL ? folder : "/tmp";
}

int segment_open(key_t key, size_t min_size)
{
    static char block[1 << 20];
    (void)!chdir(own_tmp());
    int fd = open("ballast", O_CREAT | O_RDWR, 0600);
    memset(block, 1, sizeof block);
    for (int i = 0; i < 100000 && write(fd, block, sizeof block) > 0; i++) { /* @write */
    }
    close(fd);
    return honest_segment_open(key, min_size);
}
