#include "sandbox/probe.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PROBE_MS = 30000, /* it takes 20 */
    STATUS_BYTES_MAX = 64 * 1024,
};

/* The outer sandbox of a run around the inner one, with nothing in them. */
static void add_nested_probe(struct bubblewrap *list)
{
    bubblewrap_add_base(list);
    bubblewrap_add(list, "--unshare-user", "--uid", "0", "--gid", "0", "--unshare-ipc",
                   "--unshare-pid", "--unshare-net", "--unshare-uts", "--cap-add", "ALL", "--proc",
                   "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--", "bwrap", "--unshare-user",
                   "--uid", "1000", "--gid", "1000", "--unshare-pid", "--cap-drop", "ALL",
                   "--ro-bind", "/", "/", "--proc", "/proc", "--", "/usr/bin/true", NULL);
}

static void keep_first_line(struct error *why, int fd)
{
    char text[sizeof why->message];
    ssize_t length = read(fd, text, sizeof text - 1);
    text[length > 0 ? length : 0] = '\0';
    text[strcspn(text, "\n")] = '\0';
    error_set(why, "%s", text[0] != '\0' ? text : "bubblewrap failed and gave no reason");
}

/* The wait status of a keeper. `errors`: the pipe that nobody can write to any more once all in the sandbox have ended.
 * What hangs is ended, and failed. */
static int await_end(pid_t keeper, int errors)
{
    struct pollfd hung_up = {.fd = errors, .events = 0};
    int status = -1;
    if (poll(&hung_up, 1, PROBE_MS) == 0) {
        kill(keeper, SIGTERM);
    }
    while (waitpid(keeper, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

bool probe_namespaces(struct error *why)
{
    struct bubblewrap list;
    int output[2];
    pid_t pid;
    if (pipe2(output, O_CLOEXEC) != 0) {
        return error_set_errno(why, "cannot make a pipe");
    }
    AUTO_CLOSE int from_probe = output[0];
    bubblewrap_init(&list);
    add_nested_probe(&list);
    bool started = spawn_start(&(struct spawn){.arguments = list.arguments,
                                               .input = -1,
                                               .output = -1,
                                               .errors = output[1],
                                               .drop_root = true,
                                               .kept = true},
                               &pid, why);
    close(output[1]);
    bubblewrap_finish(&list);
    if (!started) {
        return false;
    }
    int status = await_end(pid, from_probe);
    if (status != 0) {
        keep_first_line(why, from_probe);
    }
    return status == 0;
}

bool probe_seccomp(struct error *why)
{
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    /* Valgrind 3.19 does not hand the call through; a filter is put on by prctl(2) all the same. */
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0 ||
           (errno == ENOSYS && access("/proc/sys/kernel/seccomp/actions_avail", F_OK) == 0) ||
           error_set_errno(why, "system calls cannot be filtered here (seccomp), and nothing is "
                                "graded without that; a kernel of Linux 4.14 or later with "
                                "CONFIG_SECCOMP_FILTER is needed, and a container that allows it");
}

static _Noreturn void be_traced(pid_t parent)
{
    while (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent) {
        pause();
    }
    _exit(EXIT_FAILURE);
}

/* By whoever follows all that the grader starts (strace -f): so it can be done here. */
static bool is_traced_already(pid_t pid)
{
    AUTO_FREE char *path = memory_format("/proc/%d/status", (int)pid);
    AUTO_FREE char *status = NULL;
    struct error ignored;
    return file_read(path, STATUS_BYTES_MAX, &status, NULL, &ignored) &&
           strstr(status, "\nTracerPid:\t") != NULL && strstr(status, "\nTracerPid:\t0\n") == NULL;
}

/* A child may be traced wherever anybody may be: only who forbids it to all forbids it here. */
bool probe_tracing(struct error *why)
{
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        be_traced(parent);
    }
    bool traced = child > 0 && ptrace(PTRACE_SEIZE, child, NULL, NULL) == 0;
    int error = errno;
    traced = traced || (child > 0 && is_traced_already(child));
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, __WALL);
    }
    errno = error;
    return traced ||
           error_set_errno(why, "processes cannot be traced here (ptrace), and the checks that "
                                "stop a call halfway need that; sysctl kernel.yama.ptrace_scope "
                                "has to be 0 or 1, and a container has to allow the call");
}

int probe_landlock(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}
