/* Starting an editor, and hearing of its end. */
#include "watch/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"

void editors_init(struct editors *editors)
{
    for (int i = 0; i < EDITORS_MAX; i++) {
        editors->items[i].pidfd = -1;
    }
}

void editors_finish(struct editors *editors)
{
    for (int i = 0; i < EDITORS_MAX; i++) {
        if (editors->items[i].pidfd >= 0) {
            close(editors->items[i].pidfd);
        }
    }
    editors_init(editors);
}

/* In the child. A session of its own: neither the keys of this terminal nor its end reach it. */
static _Noreturn void become(char *const *words, int report)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    setsid();
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execvp(words[0], words);
    int error = errno;
    ssize_t ignored = write(report, &error, sizeof error);
    (void)ignored;
    _exit(127);
}

static int find_place(const struct editors *editors)
{
    for (int i = 0; i < EDITORS_MAX; i++) {
        if (editors->items[i].pidfd < 0) {
            return i;
        }
    }
    return -1;
}

bool editors_start(struct editors *editors, char *const *words, struct error *err)
{
    int report[2]; /* closed by a successful exec */
    int place = find_place(editors);
    if (place < 0) {
        return error_set(err, "%d editors are open already; close one", EDITORS_MAX);
    }
    if (pipe2(report, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    pid_t pid = fork();
    if (pid == 0) {
        become(words, report[1]);
    }
    close(report[1]);
    int error = errno;
    bool started = pid > 0 && read(report[0], &error, sizeof error) == 0;
    close(report[0]);
    if (!started) {
        if (pid > 0) {
            (void)waitpid(pid, NULL, 0);
        }
        errno = error;
        return error_set_errno(err, "cannot start %s", words[0]);
    }
    editors->items[place].pid = pid;
    editors->items[place].pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    return true;
}

bool editors_reap(struct editors *editors, struct error *err)
{
    bool well = true;
    for (int i = 0; i < EDITORS_MAX; i++) {
        int status = 0;
        if (editors->items[i].pidfd < 0 ||
            waitpid(editors->items[i].pid, &status, WNOHANG) != editors->items[i].pid) {
            continue;
        }
        close(editors->items[i].pidfd);
        editors->items[i].pidfd = -1;
        if (WIFEXITED(status) && WEXITSTATUS(status) != 0) {
            well = error_set(err, "the editor ended with status %d; --edit-cmd names another one",
                             WEXITSTATUS(status));
        }
    }
    return well;
}
