#include "demo/demo_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/probe.h"
#include "sandbox/spawn.h"

enum { ROOM_BYTES = 64 << 20 };

static void add_stage(struct bubblewrap *list, const char *stage, const char *folder,
                      const struct demo *demo, const char *name, bool tell_name)
{
    bubblewrap_add(list, stage, folder, NULL);
    bubblewrap_add_format(list, "%u", demo->opening);
    bubblewrap_add(list, name, tell_name ? name : NULL, NULL);
}

/* The programs use the names that stand in their sources. */
static void add_room(struct bubblewrap *list, int stage, const char *folder,
                     const struct demo *demo)
{
    AUTO_FREE char *name = memory_format("/demo-%s", demo->name);
    bubblewrap_init(list);
    bubblewrap_add_base(list);
    bubblewrap_add(list, "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net",
                   "--proc", "/proc", "--dev", "/dev", NULL);
    bubblewrap_add_memory_folder(list, "/dev/shm", ROOM_BYTES);
    bubblewrap_add_memory_folder(list, "/tmp", ROOM_BYTES);
    bubblewrap_add(list, "--ro-bind", folder, "/demo", NULL);
    bubblewrap_add_file(list, stage, "/stage", "0555");
    bubblewrap_add(list, "--", NULL);
    add_stage(list, "/stage", "/demo", demo, name, false);
}

static bool start_in_room(const struct spawn *streams, const char *stage, const char *folder,
                          const struct demo *demo, pid_t *pid, struct error *err)
{
    int fd = open(stage, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return error_set_errno(err, "cannot open %s", stage);
    }
    struct bubblewrap list;
    add_room(&list, fd, folder, demo);
    struct spawn spawn = *streams;
    spawn.arguments = list.arguments;
    spawn.inherited = list.descriptors;
    spawn.inherited_count = list.descriptor_count;
    bool started = spawn_start(&spawn, pid, err);
    bubblewrap_finish(&list);
    return started;
}

static bool start_without_room(const struct spawn *streams, const char *stage, const char *folder,
                               const struct demo *demo, pid_t *pid, struct error *err)
{
    AUTO_FREE char *name = memory_format("/demo-%s-%d", demo->name, getpid());
    AUTO(bubblewrap_finish) struct bubblewrap list = {0};
    add_stage(&list, stage, folder, demo, name, demo->named);
    struct spawn spawn = *streams;
    spawn.arguments = list.arguments;
    return spawn_start(&spawn, pid, err);
}

bool demo_run_start(struct demo_run *run, const struct layout *layout, const struct demo *demo,
                    struct error *err)
{
    *run = (struct demo_run){.go = -1};
    int go[2], steps[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, go) != 0) {
        return error_set_errno(err, "cannot make a pair of sockets");
    }
    AUTO_CLOSE int input = go[0];
    run->go = go[1];
    if (pipe2(steps, O_CLOEXEC) != 0) {
        return error_set_errno(err, "cannot make a pipe");
    }
    AUTO_CLOSE int output = steps[1];
    run->steps = fdopen(steps[0], "r");
    if (run->steps == NULL) {
        (void)close(steps[0]);
        return error_set_errno(err, "cannot read from a pipe");
    }
    AUTO_FREE char *stage = memory_format("%s/demo-stage", layout->libexec);
    AUTO_FREE char *folder = memory_format("%s/docs/demos/%s", layout->root, demo->name);
    if (access(folder, X_OK) != 0) {
        return error_set_errno(err, "cannot find the demo's sources in %s", folder);
    }
    struct spawn streams = {.input = input, .output = output, .errors = STDERR_FILENO};
    struct error why;
    return probe_namespaces(&why)
               ? start_in_room(&streams, stage, folder, demo, &run->pid, err)
               : start_without_room(&streams, stage, folder, demo, &run->pid, err);
}

/* The stage has deadlines of its own for all that it does, so it speaks or ends. */
enum demo_record demo_run_next(struct demo_run *run, struct demo_step *step, struct error *err)
{
    if (run->begun && send(run->go, "\n", 1, MSG_NOSIGNAL) != 1) {
        (void)error_set_errno(err, "the demo's stage has gone");
        return DEMO_RECORD_BROKEN;
    }
    run->begun = true;
    AUTO_FREE char *line = NULL;
    size_t room = 0;
    if (getline(&line, &room, run->steps) < 0) {
        (void)error_set(err, "the demo's stage ended in the middle of the demo");
        return DEMO_RECORD_BROKEN;
    }
    line[strcspn(line, "\n")] = '\0';
    return demo_step_decode(line, step, err);
}

void demo_run_finish(struct demo_run *run)
{
    if (run->go >= 0) {
        (void)close(run->go);
    }
    /* With nobody to ask for a step the stage cleans up and ends. */
    while (run->pid > 0 && waitpid(run->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    if (run->steps != NULL) {
        (void)fclose(run->steps);
    }
    *run = (struct demo_run){.go = -1};
}
