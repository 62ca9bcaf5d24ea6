/* bench_peak FILE COMMAND…: runs the command and writes to FILE what it cost, in one line of three numbers:
 *
 *     milliseconds   kilobytes of the command itself at most   kilobytes of it and all its descendants at most
 *
 * The second is the kernel's own record (getrusage(2), ru_maxrss, of the process that uses most). The third is looked at
 * four times a second: the proportional set sizes in /proc/PID/smaps_rollup, so that what processes share counts
 * once. The exit status is the command's. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/process.h"

enum { LOOK_MS = 250, CANNOT_RUN = 127 };

static long read_pss_kib(pid_t pid)
{
    char path[64];
    char line[256];
    long kib = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
    AUTO_FCLOSE FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "Pss: %ld", &kib) == 1) {
            break;
        }
    }
    return kib;
}

static void add_process(pid_t pid, void *context);

static void add_children(pid_t pid, pid_t thread, void *context)
{
    process_each_child(pid, thread, add_process, context);
}

static void add_process(pid_t pid, void *context)
{
    long *kib = context;
    *kib += read_pss_kib(pid);
    process_each_thread(pid, add_children, context);
}

/* Until it has ended. The largest sum that was seen. */
static long watch(pid_t pid)
{
    long most_kib = 0;
    AUTO_CLOSE int handle = (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd ended = {.fd = handle, .events = POLLIN};
    while (handle >= 0 && poll(&ended, 1, LOOK_MS) <= 0) {
        long kib = 0;
        add_process(pid, &kib);
        most_kib = kib > most_kib ? kib : most_kib;
    }
    return most_kib;
}

static bool write_cost(const char *path, int64_t wall_ms, long own_kib, long tree_kib)
{
    AUTO_FCLOSE FILE *file = fopen(path, "we");
    return file != NULL &&
           fprintf(file, "%lld %ld %ld\n", (long long)wall_ms, own_kib, tree_kib) > 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        (void)fprintf(stderr, "usage: bench_peak FILE COMMAND...\n");
        return 2;
    }
    int64_t begin_ms = clock_now_ms();
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(CANNOT_RUN);
    }
    long tree_kib = watch(pid);
    int status = 0;
    struct rusage usage = {0};
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
        perror("bench_peak");
        return 2;
    }
    if (!write_cost(argv[1], clock_now_ms() - begin_ms, usage.ru_maxrss, tree_kib)) {
        perror(argv[1]);
        return 2;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
