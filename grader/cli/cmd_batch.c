/* grader batch: a class of submissions, graded into a gradebook. */
#include <signal.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/memory.h"
#include "batch/batch.h"
#include "batch/class_archive.h"
#include "cli/batch_text.h"
#include "cli/check_request.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/live.h"
#include "cli/options.h"
#include "cli/stop_signals.h"
#include "grade/session.h"

struct batch_options {
    const char *roster;    /* NULL: none */
    const char *gradebook; /* NULL: the default */
    uint64_t jobs, seed;
    bool fast;
    const char *sandbox;
};

/* What somebody who waits is shown. */
struct watcher {
    struct live live;
    int64_t begin_ms;
};

/* All that a batch is made of, given back at once. */
struct class
{
    struct workbook workbook;
    const struct manifest **exercises;
    struct roster roster;
    struct handins handins;
    struct gradebook *gradebook;
    struct grade_session *session;
    struct unpacker unpacker;
    struct class_archive archive; /* no folder: it is none */
    const char *folder;           /* of the submissions */
};

static void class_finish(struct class *class)
{
    class_archive_finish(&class->archive);
    unpacker_finish(&class->unpacker);
    grade_session_destroy(class->session);
    gradebook_close(class->gradebook);
    handins_finish(&class->handins);
    roster_finish(&class->roster);
    free(class->exercises);
    workbook_finish(&class->workbook);
}

static bool parse(struct batch_options *options, const struct command_call *call, int *operands)
{
    static const char *const policy[] = {"auto", "require", "off", NULL};
    *options = (struct batch_options){.sandbox = "auto"};
    const struct option_spec specs[] = {
        {.name = "roster", .kind = OPTION_STRING, .target = &options->roster},
        {.name = "gradebook", .kind = OPTION_STRING, .target = &options->gradebook},
        {.name = "jobs", .kind = OPTION_NUMBER, .target = &options->jobs, .least = 1, .most = 256},
        {.name = "fast", .kind = OPTION_FLAG, .target = &options->fast},
        {.name = "sandbox", .kind = OPTION_CHOICE, .target = &options->sandbox, .choices = policy},
        {.name = "seed", .kind = OPTION_NUMBER, .target = &options->seed, .most = UINT64_MAX},
    };
    if (!options_parse(specs, sizeof specs / sizeof specs[0], call->argc, call->argv, operands,
                       call->err)) {
        return false;
    }
    return *operands > 0 ||
           error_set(call->err,
                     "say which folder or archive holds the submissions: grader batch DIR");
}

static bool check_input(const char *path, struct error *err)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return error_set_errno(err, "cannot look at %s", path);
    }
    return S_ISDIR(info.st_mode) || class_archive_is_one(path) ||
           error_set(err, "%s is neither a folder of submissions nor an archive of them", path);
}

/* What is wrong up to here is a mistake in usage. */
static bool choose(struct class *class, const struct command_call *call, int operands,
                   struct grade_request *request)
{
    const struct catalogue *catalogue = class->workbook.catalogue;
    class->exercises = memory_allocate(catalogue->count, sizeof class->exercises[0]);
    request->exercises = class->exercises;
    return check_input(call->argv[1], call->err) &&
           check_choose_exercises(catalogue, call->argv + 2, operands - 1, class->exercises,
                                  &request->exercise_count, call->err);
}

/* What it remembers belongs to the gradebook's class, and lies beside it. */
static bool open_unpacker(struct class *class, struct error *err)
{
    AUTO_FREE char *memory = memory_format("%s-archives", gradebook_path(class->gradebook));
    return unpacker_init(&class->unpacker, grade_session_machine(class->session), memory, err);
}

static bool open_grading(struct class *class, const struct batch_options *options,
                         const struct grade_request *request, struct error *err)
{
    return gradebook_open(options->gradebook, GRADEBOOK_MAKE, &class->gradebook, err) &&
           grade_session_create_plain(request, &class->session, err) && open_unpacker(class, err);
}

static bool open_archive(struct class *class, const char *path, struct error *err)
{
    if (!class_archive_open(&class->archive, &class->unpacker, path, err)) {
        return false;
    }
    class->folder = class->archive.folder;
    for (size_t i = 0; i < class->archive.note_count; i++) {
        console_complain(class->archive.notes[i]);
    }
    return true;
}

static bool find_handins(struct class *class, const struct batch_options *options,
                         struct error *err)
{
    const struct catalogue *catalogue = class->workbook.catalogue;
    return handins_find(class->folder, (const struct manifest *const *)catalogue->exercises,
                        catalogue->count, &class->handins, err) &&
           (options->roster == NULL || (roster_read(options->roster, &class->roster, err) &&
                                        roster_apply(&class->roster, &class->handins, err)));
}

/* A folder is looked at before anything is made; what is in an archive is known when it has been opened. */
static bool open_class(struct class *class, const struct batch_options *options, const char *path,
                       const struct grade_request *request, struct error *err)
{
    class->folder = path;
    return class_archive_is_one(path)
               ? open_grading(class, options, request, err) && open_archive(class, path, err) &&
                     find_handins(class, options, err)
               : find_handins(class, options, err) && open_grading(class, options, request, err);
}

static void show_event(void *context, const struct batch_event *event)
{
    struct watcher *watcher = context;
    AUTO_TEXT struct text words = {0};
    struct error ignored; /* nobody reads any more; the gradebook has it */
    batch_text_handin(event, watcher->live.shown, &words);
    if (words.length > 0) {
        live_end(&watcher->live);
        (void)console_write(&words, &ignored);
    }
    text_clear(&words);
    batch_text_progress(event, clock_now_ms() - watcher->begin_ms, &words);
    live_show(&watcher->live, "%s", text_string(&words));
}

static enum cli_status status_of(const struct batch_result *result, struct error *err)
{
    if (result->done[BATCH_FAULT] > 0) {
        (void)error_set(err,
                        "%zu submissions were not graded by a fault of the grader; 'grader "
                        "doctor' looks for the cause",
                        result->done[BATCH_FAULT]);
        return CLI_BROKEN;
    }
    return result->done[BATCH_UNGRADABLE] > 0 ? CLI_FAILED : CLI_PASSED;
}

static enum cli_status run(const struct class *class, const struct batch_options *options,
                           const struct grade_request *request, const struct command_call *call,
                           int *signal_number)
{
    struct stop_signals stop;
    if (!stop_signals_begin(&stop, call->err)) {
        return CLI_BROKEN;
    }
    struct watcher watcher = {.live = live_begin(), .begin_ms = clock_now_ms()};
    struct batch_plan plan = {
        .folder = class->folder,
        .named = call->argv[1],
        .handins = &class->handins,
        .exercises = (const struct manifest *const *)class->workbook.catalogue->exercises,
        .exercise_count = class->workbook.catalogue->count,
        .roster = options->roster != NULL ? &class->roster : NULL,
        .gradebook = class->gradebook,
        .request = *request,
        .jobs = (unsigned)options->jobs,
        .grade = call->grade,
        .unpacker = &class->unpacker,
        .facts = grade_session_facts(class->session),
        .on_event = show_event,
        .context = &watcher,
    };
    plan.request.session = class->session;
    plan.request.cancel = &stop.cancel;
    struct batch_result result;
    bool done = batch_run(&plan, &result, call->err);
    live_end(&watcher.live);
    int number = stop_signals_end(&stop);
    if (!done) {
        return CLI_BROKEN;
    }
    batch_text_summary(&plan, &result, clock_now_ms() - watcher.begin_ms, call->out);
    *signal_number = result.left > 0 ? number : 0;
    return status_of(&result, call->err);
}

/* *signal_number: of the signal that called it off; 0: none did. */
static enum cli_status work(const struct batch_options *options, int operands,
                            const struct command_call *call, int *signal_number)
{
    AUTO(class_finish) struct class class = {0};
    if (!workbook_open(&class.workbook, call->err)) {
        return CLI_BROKEN;
    }
    struct grade_request request = {
        .layout = &class.workbook.layout,
        .submission = SUBMISSION_SOURCES,
        .sandbox = check_sandbox_policy(options->sandbox),
        .fast = options->fast,
        .seed = options->seed,
    };
    if (!choose(&class, call, operands, &request)) {
        return CLI_USAGE;
    }
    if (!open_class(&class, options, call->argv[1], &request, call->err)) {
        return CLI_BROKEN;
    }
    return run(&class, options, &request, call, signal_number);
}

enum cli_status cmd_batch(const struct command_call *call)
{
    struct batch_options options;
    int operands = 0;
    int signal_number = 0;
    if (!parse(&options, call, &operands)) {
        return CLI_USAGE;
    }
    if (call->grade == NULL) {
        (void)error_set(call->err, "this grader was built without its grading part");
        return CLI_BROKEN;
    }
    enum cli_status status = work(&options, operands, call, &signal_number);
    if (signal_number != 0) {
        stop_signals_die(signal_number, call);
    }
    return status;
}
