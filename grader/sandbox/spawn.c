#include "sandbox/spawn.h"

#include "sandbox/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_NOT_STARTED = 127, BUSY_ATTEMPTS = 5000, BUSY_PAUSE_NS = 1000000 };

/* Takes the capabilities away that the next exec would give to user 0. */
static bool drop_capabilities(void)
{
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) {
            return false;
        }
    }
    return true;
}

static bool become_nobody(void)
{
    return setgroups(0, NULL) == 0 &&
           setresgid(SPAWN_UNPRIVILEGED_ID, SPAWN_UNPRIVILEGED_ID, SPAWN_UNPRIVILEGED_ID) == 0 &&
           setresuid(SPAWN_UNPRIVILEGED_ID, SPAWN_UNPRIVILEGED_ID, SPAWN_UNPRIVILEGED_ID) == 0;
}

/* In a user namespace that maps no other id, user 0 is an ordinary user outside and there is nobody
 * to become: then only its capabilities go. */
static bool drop_root(void)
{
    return geteuid() != 0 || become_nobody() ||
           ((errno == EINVAL || errno == EPERM) && drop_capabilities());
}

static void put_descriptor(int from, int to)
{
    int source = from >= 0 ? from : open("/dev/null", O_RDWR);
    if (source != to) {
        dup2(source, to);
    } else {
        fcntl(source, F_SETFD, 0);
    }
}

static void reset_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A file that was just written is "busy" as long as a child that another thread has forked
 * meanwhile still holds the descriptor: until that child's exec. It is a matter of moments. */
static void exec_when_free(const struct spawn *spawn)
{
    for (int attempt = 0; attempt < BUSY_ATTEMPTS; attempt++) {
        execvpe(spawn->arguments[0], spawn->arguments,
                spawn->environment != NULL ? spawn->environment : environ);
        if (errno != ETXTBSY) {
            return;
        }
        nanosleep(&(struct timespec){.tv_nsec = BUSY_PAUSE_NS}, NULL);
    }
}

static _Noreturn void send_failure(int report, int error)
{
    if (write(report, &error, sizeof error) < 0) {
        _exit(EXIT_NOT_STARTED);
    }
    _exit(EXIT_NOT_STARTED);
}

/* A group that refuses bounds nothing, and is no reason not to run. */
static void enter(const struct control_group *group)
{
    for (size_t i = 0; group != NULL && i < group->count; i++) {
        (void)!write(group->doors[i], "0", 1);
    }
}

/* Between fork and exec in a program with threads: system calls only. A failure is sent as errno. */
static _Noreturn void become(const struct spawn *spawn, pid_t parent, int report)
{
    put_descriptor(spawn->input, STDIN_FILENO);
    put_descriptor(spawn->output, STDOUT_FILENO);
    put_descriptor(spawn->errors, STDERR_FILENO);
    for (size_t i = 0; i < spawn->inherited_count; i++) {
        fcntl(spawn->inherited[i], F_SETFD, 0);
    }
    reset_signals();
    enter(spawn->group);
    /* A change of ids clears the death signal: first the one, then the other. */
    if ((!spawn->drop_root || drop_root()) && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
        getppid() == parent) {
        exec_when_free(spawn);
    }
    send_failure(report, errno);
}

/* Likewise; the program is a child of this process. */
static _Noreturn void keep(const struct spawn *spawn, pid_t parent, int report)
{
    keeper_begin();
    pid_t keeper = getpid();
    pid_t program = _Fork();
    if (program == 0) {
        become(spawn, keeper, report);
    }
    if (program < 0) {
        send_failure(report, errno);
    }
    keeper_keep(parent, program);
}

bool spawn_start(const struct spawn *spawn, pid_t *pid, struct error *err)
{
    int report[2]; /* closed by a successful exec */
    if (pipe2(report, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    pid_t parent = getpid();
    *pid = fork();
    if (*pid == 0) {
        spawn->kept ? keep(spawn, parent, report[1]) : become(spawn, parent, report[1]);
    }
    close(report[1]);
    int error = 0;
    bool started = *pid > 0 && read(report[0], &error, sizeof error) == 0;
    close(report[0]);
    if (!started) {
        if (*pid > 0) {
            waitpid(*pid, NULL, 0);
            errno = error;
        }
        return error_set_errno(err, "cannot start %s", spawn->arguments[0]);
    }
    return true;
}
