#include "grade/environment.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/pool.h"
#include "base/text.h"
#include "sandbox/probe.h"
#include "sandbox/session_limits.h"
#include "sandbox/spawn.h"
#include "stage/channel.h"
#include "stage/ground.h"
#include "stage/run_folder.h"

#include <errno.h>
#include <signal.h>
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
        if (!channel_read_all(&channel, 1,
                              &(struct channel_limit){.worker = pid, .own_ms = VERSION_MS})) {
            kill(pid, SIGKILL);
        }
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    channel_close(&channel);
    if (status != 0) {
        return NULL;
    }
    return memory_copy_bytes(text_string(&output), strcspn(text_string(&output), "\n"));
}

/* Three questions that take some milliseconds each, asked at the same time. */
struct inquiry {
    enum sandbox_policy policy;
    bool namespaces;
    struct error why_not;
    char *compiler; /* first line of what it says; NULL: it cannot be run */
    char *valgrind;
};

enum { ASK_NAMESPACES, ASK_COMPILER, ASK_VALGRIND, QUESTIONS };

static void ask(void *context, size_t question)
{
    static char *const compiler[] = {"gcc", "-dumpfullversion", NULL};
    static char *const valgrind[] = {"valgrind", "--version", NULL}; /* starts no tool */
    struct inquiry *inquiry = context;
    if (question == ASK_COMPILER) {
        inquiry->compiler = ask_version(compiler);
    } else if (question == ASK_VALGRIND) {
        inquiry->valgrind = ask_version(valgrind);
    } else if (inquiry->policy != SANDBOX_OFF) {
        inquiry->namespaces = probe_namespaces(&inquiry->why_not);
    }
}

/* valgrind --version prints "valgrind-3.19.0". */
static bool describe_tools(const struct inquiry *inquiry, bool fast, struct verdict *verdict,
                           struct error *err)
{
    struct utsname kernel;
    const char *dash = inquiry->valgrind != NULL ? strchr(inquiry->valgrind, '-') : NULL;
    if (uname(&kernel) == 0) {
        memory_set_string(&verdict->environment.kernel, kernel.release);
    }
    if (inquiry->compiler != NULL) {
        verdict->environment.compiler = memory_format("gcc %s", inquiry->compiler);
    }
    if (dash != NULL) {
        memory_set_string(&verdict->environment.valgrind, dash + 1);
    }
    return dash != NULL || fast ||
           error_set(err, "valgrind cannot be run; install the package valgrind, "
                          "or grade without it by --fast");
}

/* A folder that the unprivileged user can enter, for reduced mode. */
static bool find_run_folder(struct machine *machine, struct error *err)
{
    const char *base = ground_run_folder();
    run_folder_sweep(base);
    return ground_has_shared_memory(err) && ground_has_objects(err) && ground_has_run_folder(err) &&
           run_folder_create(base, &machine->run_folder, &machine->run_lock, err);
}

static bool choose_sandbox(struct machine *machine, const struct inquiry *inquiry,
                           struct error *err)
{
    machine->full = inquiry->namespaces;
    machine->sandbox = machine->full ? "full" : inquiry->policy == SANDBOX_OFF ? "off" : "reduced";
    if (inquiry->policy == SANDBOX_REQUIRE && !machine->full) {
        return error_set(err,
                         "this machine gives no full sandbox (%s); see grader doctor, or grade "
                         "with --sandbox=auto",
                         inquiry->why_not.message);
    }
    return machine->full || find_run_folder(machine, err);
}

static bool prepare(struct machine *machine, const struct grade_request *request,
                    struct verdict *verdict, struct error *err)
{
    struct inquiry inquiry = {.policy = request->sandbox};
    *machine = (struct machine){.libexec = request->layout->libexec, .cancel = request->cancel};
    if (!session_limits_raise(err) || !ground_has_tools(err) || !ground_has_system_v(err) ||
        !probe_seccomp(err) || !probe_tracing(err)) {
        return false;
    }
    pool_run(QUESTIONS, QUESTIONS, ask, &inquiry);
    bool prepared = choose_sandbox(machine, &inquiry, err);
    memory_set_string(&verdict->grader_version, WORKBOOK_VERSION);
    memory_set_string(&verdict->environment.sandbox, machine->sandbox);
    prepared = prepared && describe_tools(&inquiry, request->fast, verdict, err);
    free(inquiry.compiler);
    free(inquiry.valgrind);
    return prepared;
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
        run_folder_remove(machine->run_folder, machine->run_lock);
        free(machine->run_folder);
        close(machine->run_lock);
    }
    *machine = (struct machine){0};
}
