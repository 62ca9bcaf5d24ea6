#include "stage/tool.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/spawn.h"
#include "stage/arena.h"
#include "stage/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OWN_MS = 30000, /* base/own_time.h */
    OUTPUT_BYTES_MAX = 16 << 20,
    ERRORS_BYTES_MAX = 256 << 10,
    FILES_BYTES_MAX = 64 << 20
};

struct tool_suffix tool_suffix_new(void)
{
    uint64_t number = 0;
    struct tool_suffix suffix;
    /* Cannot fail for so few bytes (getrandom(2)). */
    (void)!getrandom(&number, sizeof number, 0);
    snprintf(suffix.text, sizeof suffix.text, "%016" PRIx64, number);
    return suffix;
}

/* Limits of a compiler: seconds of processor, KiB of address space, KiB of a file. */
static void add_confinement(struct bubblewrap *list, const char *confine, const char *folder)
{
    bubblewrap_add(list, confine, "--cpu-s", "10", "--memory-kib", "2097152", "--file-kib", "32768",
                   "--read", "/usr", "--read", "/lib", "--read", "/lib64", "--read", "/bin",
                   "--write", folder, "--write", "/dev/null", "--", NULL);
}

static void add_script(struct bubblewrap *list, const char *folder, const char *script)
{
    bubblewrap_add(list, "/bin/sh", "-c", NULL);
    bubblewrap_add_format(list, "cd %s && export TMPDIR=%s && %s", folder, folder, script);
}

static bool fill_full(struct bubblewrap *list, const struct machine *machine,
                      const struct tool_run *run, struct error *err)
{
    int confine = machine_open_program(machine, "confine", err);
    if (confine < 0) {
        return false;
    }
    bubblewrap_add_base(list);
    bubblewrap_add(list, "--unshare-all", "--cap-drop", "ALL", "--dir", "/workbook", "--dir",
                   "/dev", NULL);
    bubblewrap_add_file(list, confine, "/workbook/confine", "0555");
    bubblewrap_add_memory_folder(list, "/compile", FILES_BYTES_MAX);
    for (size_t i = 0; i < run->file_count; i++) {
        const struct tool_file *file = &run->files[i];
        int fd = machine_memory_file(file->name, file->bytes, file->length, err);
        if (fd < 0) {
            return false;
        }
        AUTO_FREE char *path = memory_format("/compile/%s", file->name);
        bubblewrap_add_file(list, fd, path, "0444");
    }
    if (run->program != NULL) {
        int program = machine_open_program(machine, run->program, err);
        if (program < 0) {
            return false;
        }
        AUTO_FREE char *path = memory_format("/compile/%s", run->program);
        bubblewrap_add_file(list, program, path, "0555");
    }
    bubblewrap_add(list, "--", NULL);
    add_confinement(list, "/workbook/confine", "/compile");
    add_script(list, "/compile", run->script);
    return true;
}

static bool fill_reduced(struct bubblewrap *list, const struct machine *machine,
                         const struct tool_run *run, char **arena, struct error *err)
{
    static const char *const folders[] = {"bin", "+compile", NULL};
    int confine = machine_open_program(machine, "confine", err);
    if (confine < 0) {
        return false;
    }
    if (!arena_create(machine, folders, arena, err) ||
        !arena_put(*arena, "bin/confine", confine, 0555, err)) {
        return false;
    }
    for (size_t i = 0; i < run->file_count; i++) {
        const struct tool_file *file = &run->files[i];
        AUTO_FREE char *name = memory_format("compile/%s", file->name);
        int fd = machine_memory_file(file->name, file->bytes, file->length, err);
        if (fd < 0 || !arena_put(*arena, name, fd, 0444, err)) {
            return false;
        }
    }
    if (run->program != NULL) {
        AUTO_FREE char *name = memory_format("compile/%s", run->program);
        int fd = machine_open_program(machine, run->program, err);
        if (fd < 0 || !arena_put(*arena, name, fd, 0555, err)) {
            return false;
        }
    }
    AUTO_FREE char *program = memory_format("%s/bin/confine", *arena);
    AUTO_FREE char *work = memory_format("%s/compile", *arena);
    add_confinement(list, program, work);
    add_script(list, work, run->script);
    return true;
}

enum { OUTPUT, ERRORS, CHANNELS };

struct tool {
    pid_t
        pid; /* the keeper of bubblewrap, or of the command in reduced mode; 0: ended and reaped */
    int input; /* our end of its standard input; -1: closed */
    struct channel channels[CHANNELS];
    struct text output, errors;
    char *arena; /* NULL in full mode */
};

static bool start(struct tool *tool, const struct bubblewrap *list, bool full, int input,
                  struct error *err)
{
    static char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
    struct spawn spawn = {.arguments = list->arguments + (full ? 0 : 1),
                          .environment = environment,
                          .input = input,
                          .output = tool->channels[OUTPUT].writer,
                          .errors = tool->channels[ERRORS].writer,
                          .inherited = list->descriptors,
                          .inherited_count = list->descriptor_count,
                          .drop_root = true,
                          .kept = true};
    pid_t pid;
    bool started = spawn_start(&spawn, &pid, err);
    tool->pid = started ? pid : 0;
    return started;
}

/* A socket and no pipe: to write to one that nobody reads any more is no signal. */
static bool open_input(struct tool *tool, int *inside, struct error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return error_set_errno(err, "cannot make a pair of sockets");
    }
    tool->input = ends[0];
    *inside = ends[1];
    return true;
}

static bool set_up(struct tool *tool, const struct machine *machine, const struct tool_run *run,
                   struct error *err)
{
    AUTO_CLOSE int inside = -1;
    struct bubblewrap list;
    bubblewrap_init(&list);
    bool set = channel_open(&tool->channels[OUTPUT], &tool->output, OUTPUT_BYTES_MAX, err) &&
               channel_open(&tool->channels[ERRORS], &tool->errors, ERRORS_BYTES_MAX, err) &&
               open_input(tool, &inside, err) &&
               (machine->full ? fill_full(&list, machine, run, err)
                              : fill_reduced(&list, machine, run, &tool->arena, err)) &&
               start(tool, &list, machine->full, inside, err);
    bubblewrap_finish(&list);
    return set;
}

struct tool *tool_open(const struct machine *machine, const struct tool_run *run, struct error *err)
{
    AUTO_TOOL struct tool *tool = memory_allocate(1, sizeof *tool);
    tool->input = -1;
    for (int i = 0; i < CHANNELS; i++) {
        tool->channels[i] = (struct channel){.reader = -1, .writer = -1};
    }
    return set_up(tool, machine, run, err) ? steal_pointer(&tool) : NULL;
}

bool tool_is_alive(const struct tool *tool)
{
    siginfo_t info = {0};
    return tool->pid > 0 &&
           waitid(P_PID, (id_t)tool->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

/* True once it has read some of what it was given, or has closed its end. */
static bool await_reader(const struct tool *tool, const struct cancel *cancel)
{
    struct pollfd wanted[] = {{.fd = tool->input, .events = POLLOUT},
                              {.fd = cancel != NULL ? cancel->fd : -1, .events = POLLIN}};
    return poll(wanted, 2, OWN_MS) > 0 && wanted[1].revents == 0;
}

/* One that does not read it all ends early, and its status says why. */
static void give_input(struct tool *tool, const char *bytes, size_t length,
                       const struct cancel *cancel)
{
    while (length > 0) {
        ssize_t sent = send(tool->input, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EINTR && !(errno == EAGAIN && await_reader(tool, cancel))) {
            break;
        }
        bytes += sent > 0 ? sent : 0;
        length -= sent > 0 ? (size_t)sent : 0;
    }
    close(tool->input);
    tool->input = -1;
}

static void end(const struct tool *tool)
{
    kill(tool->pid, SIGTERM);
    kill(tool->pid, SIGCONT); /* a keeper may have been stopped, with all that the terminal runs */
}

static int reap(struct tool *tool)
{
    int status = 0;
    kill(tool->pid, SIGCONT); /* whoever was stopped shall end too */
    while (waitpid(tool->pid, &status, 0) < 0 && errno == EINTR) {
    }
    tool->pid = 0;
    return status;
}

bool tool_complete(struct tool *tool, const struct machine *machine, const void *input,
                   size_t length, struct tool_result *result, struct error *err)
{
    const struct channel_limit limit = {
        .worker = tool->pid, .own_ms = OWN_MS, .cancel = machine->cancel};
    *result = (struct tool_result){0};
    if (tool->pid == 0) {
        return error_set(err, "a sandbox of tools was used twice");
    }
    give_input(tool, input, length, machine->cancel);
    result->timed_out = !channel_read_all(tool->channels, CHANNELS, &limit);
    if (result->timed_out) {
        end(tool);
    }
    result->status = reap(tool);
    result->output = tool->output;
    result->errors = tool->errors;
    tool->output = tool->errors = (struct text){0};
    return true;
}

void tool_close(struct tool *tool)
{
    if (tool == NULL) {
        return;
    }
    if (tool->pid > 0) {
        end(tool);
        (void)reap(tool);
    }
    for (int i = 0; i < CHANNELS; i++) {
        channel_close(&tool->channels[i]);
    }
    if (tool->input >= 0) {
        close(tool->input);
    }
    arena_remove(tool->arena);
    free(tool->arena);
    text_finish(&tool->output);
    text_finish(&tool->errors);
    free(tool);
}

bool tool_run(const struct machine *machine, const struct tool_run *run, struct tool_result *result,
              struct error *err)
{
    AUTO_TOOL struct tool *tool = tool_open(machine, run, err);
    return tool != NULL && tool_complete(tool, machine, NULL, 0, result, err);
}

void tool_result_finish(struct tool_result *result)
{
    text_finish(&result->output);
    text_finish(&result->errors);
}
