#include "examiner/strays.h"

#include "base/cleanup.h"
#include "base/process.h"
#include "examiner/actor_private.h"
#include "examiner/record.h"
#include "examiner/session.h"
#include "examiner/tasks.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS_MAX = 100 };

/* False for a zombie: it waits for its parent and runs no more. */
static bool is_alive(pid_t pid)
{
    char state = usage_state(pid);
    return state != 0 && state != 'Z' && state != 'X';
}

static bool pid_namespace(pid_t pid, char *name, size_t room)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/ns/pid", pid);
    ssize_t length = readlink(path, name, room - 1);
    name[length < 0 ? 0 : length] = '\0';
    return length > 0;
}

/* With namespaces: the parent of the zygote is the first process of the namespace, bubblewrap's. */
static bool is_in_namespace(const struct session *session, pid_t pid)
{
    char mine[64], theirs[64];
    return pid_namespace(session->zygote_pid, theirs, sizeof theirs) &&
           pid_namespace(pid, mine, sizeof mine) && strcmp(mine, theirs) == 0 &&
           pid != process_stat_read(session->zygote_pid).parent;
}

/* The zygote's too, in reduced mode; it may be gone, or its id somebody else's. */
static pid_t proctor_of(pid_t test_program)
{
    return process_stat_read(test_program).parent;
}

/* Without namespaces: below the proctor, but for the test program. */
static bool is_descendant(pid_t pid)
{
    pid_t test_program = getppid();
    pid_t proctor = proctor_of(test_program);
    pid_t child = pid;
    for (int depth = 0; depth < 64 && child > 1 && proctor > 1; depth++) {
        pid_t parent = process_stat_read(child).parent;
        if (parent == proctor) {
            return child != test_program;
        }
        child = parent;
    }
    return false;
}

/* With namespaces: of the first process of theirs. Without: of the proctor, less the proctor and this side. */
unsigned strays_count_tasks(const struct session *session)
{
    if (session->zygote_pid == 0) {
        return 0;
    }
    return session->reduced ? tasks_count_family(proctor_of(getppid()), getppid()) - 1
                            : tasks_count_family(process_stat_read(session->zygote_pid).parent, 0);
}

static bool is_actor(const struct session *session, pid_t pid)
{
    for (const struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->pid == pid) {
            return true;
        }
    }
    return false;
}

static bool is_stray(const struct session *session, pid_t pid)
{
    if (pid == session->zygote_pid || pid == getpid() || pid == getppid() ||
        is_actor(session, pid) || !is_alive(pid)) {
        return false;
    }
    if (session->under_valgrind && process_stat_read(pid).parent == session->zygote_pid) {
        return false; /* an actor of an earlier check that is still writing its report */
    }
    return session->reduced ? is_descendant(pid) : is_in_namespace(session, pid);
}

static unsigned for_each_stray(struct session *session, void (*act)(pid_t pid))
{
    unsigned count = 0;
    AUTO_CLOSEDIR DIR *proc = opendir("/proc");
    if (proc == NULL || session->zygote_pid == 0) {
        return 0;
    }
    struct dirent *item;
    while ((item = readdir(proc)) != NULL) {
        pid_t pid = (pid_t)strtol(item->d_name, NULL, 10);
        if (pid > 0 && is_stray(session, pid)) {
            act(pid);
            count++;
        }
    }
    return count;
}

static void report_stray(pid_t pid)
{
    struct object_entry stray = {
        .kind = OBJECT_CHILD, .id = (uint64_t)pid, .name = "a process still running"};
    /* What a call left was told when it came back. */
    if (!objects_contain(&session_current()->ours, &stray)) {
        record_leak("process", &stray, NULL, session_current()->last_fork_offset);
    }
}

static void kill_stray(pid_t pid)
{
    kill(pid, SIGKILL);
}

static void stop_stray(pid_t pid)
{
    kill(pid, SIGSTOP);
}

void strays_report(struct session *session)
{
    if (!session->under_valgrind) {
        for_each_stray(session, report_stray);
    }
}

/* A fork bomb makes new processes in the places of those that are killed. One that is stopped keeps
 * its place, so that soon there is no place left; then they are killed together. */
static void freeze(struct session *session)
{
    unsigned before = 0;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        unsigned count = for_each_stray(session, stop_stray);
        if (count == before) {
            return;
        }
        before = count;
    }
}

void strays_kill(struct session *session)
{
    freeze(session);
    for (int round = 0; round < ROUNDS_MAX && for_each_stray(session, kill_stray) > 0; round++) {
    }
}
