/* case: a learner's processes are the first to end when the machine has no memory left, and cannot change that
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 0
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: status = pass
 * expect: score.earned = 10
 * expect: checks[status=fail] = absent
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int score(void)
{
    char text[16] = "";
    int fd = open("/proc/self/oom_score_adj", O_RDONLY);
    (void)!read(fd, text, sizeof text - 1);
    close(fd);
    return atoi(text);
}

/* Fails every check when it could step back. */
int segment_open(key_t key, size_t min_size)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY);
    if (fd >= 0) {
        (void)!write(fd, "0", 1);
        close(fd);
    }
    return fd < 0 && score() == 1000 ? honest_segment_open(key, min_size) : -1;
}
