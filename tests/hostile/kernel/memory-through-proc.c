/* case: no process writes into memory, its own included, through /proc
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
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The first process of the sandbox is nobody's but bubblewrap's. */
static int gets_through(void)
{
    char name[300];
    int through = 0;
    DIR *folder = opendir("/proc");
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (atoi(entry->d_name) > 0 || entry->d_name[0] == 's') {
            static const char *const files[] = {"mem", "clear_refs", "oom_score_adj", "comm",
                                                "coredump_filter", "uid_map", "setgroups"};
            for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
                snprintf(name, sizeof name, "/proc/%s/%s", entry->d_name, files[i]);
                int fd = open(name, O_WRONLY);
                through |= fd >= 0;
                close(fd);
            }
        }
    }
    closedir(folder);
    return through;
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
