/* grader report student|students|class|similarity: pages for people, of a gradebook (report_gradebook.c), or of verdicts and
 * sources in files. */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "cli/options.h"
#include "cli/report_call.h"
#include "cli/report_input.h"
#include "cli/report_similarity.h"
#include "model/digest.h"
#include "pages/class_page.h"
#include "pages/student_page.h"

bool report_is_format(const struct report_call *report, const char *name)
{
    return strcmp(report->options->format, name) == 0;
}

/* -- student ----------------------------------------------------------------------------------- */

/* The source that was graded; another one's lines would mislead. */
static char *find_source(const char *dir, const struct catalogue *catalogue,
                         const struct exercise_verdict *exercise)
{
    struct error unheard;
    const struct manifest *manifest = catalogue_find(catalogue, exercise->folder, &unheard);
    if (dir == NULL || manifest == NULL || exercise->source_sha256 == NULL) {
        return NULL;
    }
    AUTO_FREE char *source = report_input_source(dir, manifest);
    char digest[DIGEST_LENGTH + 1];
    if (source == NULL) {
        return NULL;
    }
    digest_make(source, strlen(source), digest);
    return strcmp(digest, exercise->source_sha256) == 0 ? steal_pointer(&source) : NULL;
}

static void write_student(const struct report_call *report, const struct verdict *verdict,
                          char *const *sources)
{
    AUTO_FREE char *name = report_input_student(report->input);
    const char *given = report->options->student;
    const struct student_page page = {.student = given != NULL ? given : name,
                                      .verdict = verdict,
                                      .sources = (const char *const *)sources};
    student_page_write(&page, report->options->format, report->out);
}

static bool names_file(const char *input)
{
    size_t length = strlen(input);
    bool is_json = length > 5 && strcmp(input + length - 5, ".json") == 0;
    return is_json || strchr(input, '/') != NULL || access(input, F_OK) == 0;
}

/* Of the verdict in a file; what names none is a student of the gradebook. */
static enum cli_status report_student(const struct report_call *report)
{
    if (report->options->gradebook != NULL || !names_file(report->input)) {
        return report_gradebook_student(report);
    }
    AUTO_WORKBOOK struct workbook workbook = {0};
    AUTO_VERDICT struct verdict *verdict = NULL;
    if (!workbook_open(&workbook, report->call->err) ||
        !report_input_verdict(report->input, &verdict, report->call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE char **sources = memory_allocate(verdict->exercise_count + 1, sizeof *sources);
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        sources[i] = find_source(report->options->dir, workbook.catalogue, verdict->exercises[i]);
    }
    write_student(report, verdict, sources);
    for (size_t i = 0; i < verdict->exercise_count; i++) {
        free(sources[i]);
    }
    return CLI_PASSED;
}

/* -- class ------------------------------------------------------------------------------------- */

/* False: the entry is nobody's verdict. One that cannot be read is told in the report. */
static bool add_entry(struct class_tally *tally, const char *folder, const char *entry)
{
    AUTO_FREE char *student = NULL;
    AUTO_FREE char *path = NULL;
    if (!report_input_find_verdict(folder, entry, &student, &path)) {
        return false;
    }
    AUTO_VERDICT struct verdict *verdict = NULL;
    struct error why;
    if (report_input_verdict(path, &verdict, &why)) {
        class_tally_add(tally, student, verdict);
    } else {
        class_tally_add_problem(tally, student, why.message);
    }
    return true;
}

static enum cli_status report_class(const struct report_call *report)
{
    if (report->input == NULL) {
        return report_gradebook_class(report);
    }
    AUTO_FOLDER_NAMES struct folder_names names = {0};
    AUTO_CLASS_TALLY struct class_tally tally = {0};
    if (!folder_names_read(&names, report->input, report->call->err)) {
        return CLI_BROKEN;
    }
    for (size_t i = 0; i < names.count; i++) {
        (void)add_entry(&tally, report->input, names.items[i]);
    }
    if (tally.student_count == 0) {
        (void)error_set(report->call->err,
                        "%s holds no verdicts: they are NAME.json or NAME/verdict.json there, as "
                        "'check --format json --output FILE' writes them",
                        report->input);
        return CLI_BROKEN;
    }
    class_tally_settle(&tally);
    (report_is_format(report, "html") ? class_html_write : class_text_write)(&tally, report->out);
    return CLI_PASSED;
}

/* -- similarity -------------------------------------------------------------------------------- */

static enum cli_status report_similarity(const struct report_call *report)
{
    const struct report_options *options = report->options;
    AUTO_WORKBOOK struct workbook workbook = {0};
    if (!workbook_open(&workbook, report->call->err)) {
        return CLI_BROKEN;
    }
    const struct report_similarity asked = {
        .folder = report->input,
        .gradebook = options->gradebook,
        .only = options->exercise != NULL
                    ? catalogue_find(workbook.catalogue, options->exercise, report->call->err)
                    : NULL,
        .least_percent = (unsigned)options->least_percent,
        .most_pairs = options->most_pairs,
        .write = report_is_format(report, "html") ? similarity_html_write : similarity_text_write,
    };
    if (options->exercise != NULL && asked.only == NULL) {
        return CLI_USAGE;
    }
    return report_similarity_run(&asked, &workbook, report->out, report->call->err) ? CLI_PASSED
                                                                                    : CLI_BROKEN;
}

/* -- The command ------------------------------------------------------------------------------- */

static const struct report_kind {
    const char *name;
    const char *input;
    int least, most; /* operands behind the name */
    bool has_markdown;
    enum cli_status (*run)(const struct report_call *report);
} kinds[] = {
    {"student", "one of the gradebook, or the file of a verdict, as in 'report student ada'", 1, 1,
     true, report_student},
    {"students", "no operands, but --output FOLDER", 0, 0, true, report_gradebook_students},
    {"class", "nothing, for the gradebook, or a folder of verdicts", 0, 1, false, report_class},
    {"similarity", "nothing, for the gradebook, or a folder of submissions", 0, 1, false,
     report_similarity},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* NULL with a sentence. */
static const struct report_kind *find_kind(const char *word, struct error *err)
{
    const char *names[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        names[i] = kinds[i].name;
        if (word != NULL && strcmp(word, kinds[i].name) == 0) {
            return &kinds[i];
        }
    }
    const char *nearest = word != NULL ? nearest_find(word, names, KINDS) : NULL;
    if (nearest != NULL) {
        (void)error_set(err, "there is no report '%s'; did you mean '%s'?", word, nearest);
    } else {
        (void)error_set(
            err, "report takes student, students, class or similarity, as in 'report class'");
    }
    return NULL;
}

static bool parse(struct report_options *options, const struct command_call *call, int *operands)
{
    static const char *const formats[] = {"text", "html", "markdown", NULL};
    *options = (struct report_options){.format = "text", .least_percent = 40, .most_pairs = 50};
    const struct option_spec specs[] = {
        {.name = "format", .kind = OPTION_CHOICE, .target = &options->format, .choices = formats},
        {.name = "output", .kind = OPTION_STRING, .target = &options->output},
        {.name = "dir", .kind = OPTION_STRING, .target = &options->dir},
        {.name = "student", .kind = OPTION_STRING, .target = &options->student},
        {.name = "gradebook", .kind = OPTION_STRING, .target = &options->gradebook},
        {.name = "policy", .kind = OPTION_STRING, .target = &options->policy},
        {.name = "exercise", .kind = OPTION_STRING, .target = &options->exercise},
        {.name = "least",
         .kind = OPTION_NUMBER,
         .target = &options->least_percent,
         .least = 1,
         .most = 100},
        {.name = "most",
         .kind = OPTION_NUMBER,
         .target = &options->most_pairs,
         .least = 1,
         .most = 100000},
    };
    return options_parse(specs, sizeof specs / sizeof specs[0], call->argc, call->argv, operands,
                         call->err);
}

static enum cli_status run(const struct report_kind *kind, const struct report_call *report)
{
    enum cli_status status = kind->run(report);
    const char *output = report->options->output;
    bool has_written_itself = kind->run == report_gradebook_students;
    if (status != CLI_PASSED || output == NULL || has_written_itself) {
        return status;
    }
    bool written =
        file_write_atomic(output, text_string(report->out), report->out->length, report->call->err);
    return written ? CLI_PASSED : CLI_BROKEN;
}

enum cli_status cmd_report(const struct command_call *call)
{
    struct report_options options;
    int operands = 0;
    if (!parse(&options, call, &operands)) {
        return CLI_USAGE;
    }
    const struct report_kind *kind = find_kind(operands > 0 ? call->argv[1] : NULL, call->err);
    if (kind == NULL) {
        return CLI_USAGE;
    }
    if (operands - 1 < kind->least || operands - 1 > kind->most) {
        (void)error_set(call->err, "report %s takes %s", kind->name, kind->input);
        return CLI_USAGE;
    }
    if (operands > 1 && options.gradebook != NULL && kind->least == 0) {
        (void)error_set(call->err, "report %s is of a folder or of --gradebook, not of both",
                        kind->name);
        return CLI_USAGE;
    }
    if (!kind->has_markdown && strcmp(options.format, "markdown") == 0) {
        (void)error_set(call->err, "report %s is text or html, not markdown", kind->name);
        return CLI_USAGE;
    }
    AUTO_TEXT struct text written = {0};
    const struct report_call report = {.call = call,
                                       .options = &options,
                                       .input = operands > 1 ? call->argv[2] : NULL,
                                       .out = options.output != NULL ? &written : call->out};
    return run(kind, &report);
}
