#include "grade/environment.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/tree.h"
#include "sandbox/probe.h"
#include "sandbox/spawn.h"
#include "stage/channel.h"
#include "stage/run_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { VERSION_MS = 10000 };

/* First line of what a program prints; owned by the caller. NULL when it cannot be run. */
static char *ask_version(char *const *arguments)
{
    AUTO_TEXT struct text output = {0};
    struct channel channel;
    struct error err;
    pid_t pid;
    int status = -1;
    if (!channel_open(&channel, &output, 4096, &err)) {
        return NULL;
    }
    if (spawn_start(
            &(struct spawn){
                .arguments = arguments, .input = -1, .output = channel.writer, .errors = -1},
            &pid, &err)) {
        channel_read_all(&channel, 1, &(struct channel_limit){.worker = pid, .own_ms = VERSION_MS});
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    channel_close(&channel);
    if (status != 0) {
        return NULL;
    }
    return memory_copy_bytes(text_string(&output), strcspn(text_string(&output), "\n"));
}

static void describe_tools(struct verdict *verdict)
{
    static char *const compiler[] = {"gcc", "-dumpfullversion", NULL};
    struct utsname kernel;
    AUTO_FREE char *compiler_version = ask_version(compiler);
    if (compiler_version != NULL) {
        verdict->environment.compiler = memory_format("gcc %s", compiler_version);
    }
    if (uname(&kernel) == 0) {
        memory_set_string(&verdict->environment.kernel, kernel.release);
    }
}

/* valgrind --version starts no tool and takes milliseconds; it prints "valgrind-3.19.0". */
static bool describe_valgrind(const struct grade_request *request, struct verdict *verdict,
                              struct error *err)
{
    static char *const valgrind[] = {"valgrind", "--version", NULL};
    AUTO_FREE char *version = ask_version(valgrind);
    const char *dash = version != NULL ? strchr(version, '-') : NULL;
    if (dash != NULL) {
        memory_set_string(&verdict->environment.valgrind, dash + 1);
        return true;
    }
    return request->fast || error_set(err, "valgrind cannot be run; install the package valgrind, "
                                           "or grade without it by --fast");
}

/* A folder that the unprivileged user can enter, for reduced mode: below the build if possible. */
static bool find_run_folder(struct machine *machine, struct error *err)
{
    const char *chosen = getenv("WORKBOOK_RUN_FOLDER");
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    const char *base = chosen != NULL                      ? chosen
                       : runtime != NULL && geteuid() != 0 ? runtime
                                                           : "/tmp";
    run_folder_sweep(base);
    return run_folder_create(base, &machine->run_folder, &machine->run_lock, err);
}

static bool choose_sandbox(struct machine *machine, const struct grade_request *request,
                           struct error *err)
{
    struct error why;
    machine->full = request->sandbox != SANDBOX_OFF && probe_namespaces(&why);
    machine->sandbox = machine->full ? "full" : request->sandbox == SANDBOX_OFF ? "off" : "reduced";
    if (request->sandbox == SANDBOX_REQUIRE && !machine->full) {
        return error_set(err,
                         "this machine gives no full sandbox (%s); see grader doctor, or grade "
                         "with --sandbox=auto",
                         why.message);
    }
    return machine->full || find_run_folder(machine, err);
}

static bool prepare(struct machine *machine, const struct grade_request *request,
                    struct verdict *verdict, struct error *err)
{
    *machine = (struct machine){.libexec = request->layout->libexec, .cancel = request->cancel};
    if (!choose_sandbox(machine, request, err)) {
        return false;
    }
    memory_set_string(&verdict->grader_version, WORKBOOK_VERSION);
    memory_set_string(&verdict->environment.sandbox, machine->sandbox);
    describe_tools(verdict);
    return describe_valgrind(request, verdict, err);
}

bool environment_prepare(struct machine *machine, const struct grade_request *request,
                         struct verdict *verdict, struct error *err)
{
    bool prepared = prepare(machine, request, verdict, err);
    if (!prepared) {
        environment_finish(machine);
    }
    return prepared;
}

void environment_copy(const struct verdict *from, struct verdict *to)
{
    memory_set_string(&to->grader_version, from->grader_version);
    memory_set_string(&to->environment.sandbox, from->environment.sandbox);
    memory_set_string(&to->environment.compiler, from->environment.compiler);
    memory_set_string(&to->environment.valgrind, from->environment.valgrind);
    memory_set_string(&to->environment.kernel, from->environment.kernel);
}

void environment_finish(struct machine *machine)
{
    if (machine->run_folder != NULL) {
        tree_remove(AT_FDCWD, machine->run_folder);
        free(machine->run_folder);
        close(machine->run_lock);
    }
    *machine = (struct machine){0};
}
