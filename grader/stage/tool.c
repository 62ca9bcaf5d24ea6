#include "stage/tool.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/spawn.h"
#include "stage/arena.h"
#include "stage/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OWN_MS = 30000, /* base/own_time.h */
    OUTPUT_BYTES_MAX = 16 << 20,
    ERRORS_BYTES_MAX = 256 << 10,
    FILES_BYTES_MAX = 64 << 20
};

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
    AUTO_FREE char *program = memory_format("%s/bin/confine", *arena);
    AUTO_FREE char *work = memory_format("%s/compile", *arena);
    add_confinement(list, program, work);
    add_script(list, work, run->script);
    return true;
}

static bool start(const struct bubblewrap *list, bool full, int output, int errors, pid_t *pid,
                  struct error *err)
{
    static char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
    int inherited[BUBBLEWRAP_DESCRIPTORS_MAX];
    memcpy(inherited, list->descriptors, list->descriptor_count * sizeof inherited[0]);
    struct spawn spawn = {.arguments = list->arguments + (full ? 0 : 1),
                          .environment = environment,
                          .input = -1,
                          .output = output,
                          .errors = errors,
                          .inherited = inherited,
                          .inherited_count = list->descriptor_count,
                          .drop_root = true,
                          .kept = full};
    return spawn_start(&spawn, pid, err);
}

static bool execute(const struct bubblewrap *list, const struct machine *machine,
                    struct tool_result *result, struct error *err)
{
    struct channel channels[2];
    pid_t pid;
    if (!channel_open(&channels[0], &result->output, OUTPUT_BYTES_MAX, err)) {
        return false;
    }
    if (!channel_open(&channels[1], &result->errors, ERRORS_BYTES_MAX, err)) {
        channel_close(&channels[0]);
        return false;
    }
    bool started = start(list, machine->full, channels[0].writer, channels[1].writer, &pid, err);
    if (started) {
        result->timed_out = !channel_read_all(
            channels, 2,
            &(struct channel_limit){.worker = pid, .own_ms = OWN_MS, .cancel = machine->cancel});
        if (result->timed_out) {
            kill(pid, machine->full ? SIGTERM : SIGKILL); /* full: the keeper */
        }
        while (waitpid(pid, &result->status, 0) < 0 && errno == EINTR) {
        }
    }
    channel_close(&channels[0]);
    channel_close(&channels[1]);
    return started;
}

bool tool_run(const struct machine *machine, const struct tool_run *run, struct tool_result *result,
              struct error *err)
{
    struct bubblewrap list;
    AUTO_FREE char *arena = NULL;
    *result = (struct tool_result){0};
    bubblewrap_init(&list);
    bool done = (machine->full ? fill_full(&list, machine, run, err)
                               : fill_reduced(&list, machine, run, &arena, err)) &&
                execute(&list, machine, result, err);
    bubblewrap_finish(&list);
    arena_remove(arena);
    return done;
}

void tool_result_finish(struct tool_result *result)
{
    text_finish(&result->output);
    text_finish(&result->errors);
}
