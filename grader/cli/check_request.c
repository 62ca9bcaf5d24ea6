#include "cli/check_request.h"

#include <string.h>

#include "base/memory.h"
#include "cli/options.h"

/* The names of the formats, ending with NULL; owned by the caller. */
static const char **format_choices(void)
{
    size_t count = 0;
    const struct report_format *formats = report_format_list(&count);
    const char **names = memory_allocate(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = formats[i].name;
    }
    return names;
}

const struct report_format *check_report_format(const char *report, const char **file)
{
    const char *equals = strchr(report, '=');
    if (equals == NULL || equals[1] == '\0') {
        return NULL;
    }
    AUTO_FREE char *name = memory_copy_bytes(report, (size_t)(equals - report));
    *file = equals + 1;
    return report_format_find(name);
}

static bool check_reports(const struct option_list *reports, struct error *err)
{
    for (size_t i = 0; i < reports->count; i++) {
        const char *file = NULL;
        if (check_report_format(reports->items[i], &file) == NULL) {
            return error_set(err, "--report wants FORMAT=FILE with a format of --format, not '%s'",
                             reports->items[i]);
        }
    }
    return true;
}

bool check_options_parse(struct check_options *options, int argc, char **argv, int *operand_count,
                         struct error *err)
{
    static const char *const when[] = {"auto", "always", "never", NULL};
    static const char *const policy[] = {"auto", "require", "off", NULL};
    AUTO_FREE const char **formats = format_choices();
    *options = (struct check_options){.format = formats[0], .sandbox = "auto", .color = "auto"};
    const struct option_spec specs[] = {
        {.name = "dir", .kind = OPTION_STRING, .target = &options->dir},
        {.name = "file", .kind = OPTION_STRING, .target = &options->file},
        {.name = "solutions", .kind = OPTION_FLAG, .target = &options->solutions},
        {.name = "format", .kind = OPTION_CHOICE, .target = &options->format, .choices = formats},
        {.name = "output", .kind = OPTION_STRING, .target = &options->output},
        {.name = "report", .kind = OPTION_LIST, .target = &options->reports},
        {.name = "policy", .kind = OPTION_STRING, .target = &options->policy},
        {.name = "jobs", .kind = OPTION_NUMBER, .target = &options->jobs, .least = 1, .most = 256},
        {.name = "fast", .kind = OPTION_FLAG, .target = &options->fast},
        {.name = "races-demo", .kind = OPTION_FLAG, .target = &options->races_demo},
        {.name = "weakest", .kind = OPTION_FLAG, .target = &options->weakest},
        {.name = "sandbox", .kind = OPTION_CHOICE, .target = &options->sandbox, .choices = policy},
        {.name = "seed", .kind = OPTION_NUMBER, .target = &options->seed, .most = UINT64_MAX},
        {.name = "color", .kind = OPTION_CHOICE, .target = &options->color, .choices = when},
    };
    if (!options_parse(specs, sizeof specs / sizeof specs[0], argc, argv, operand_count, err)) {
        return false;
    }
    if (!check_reports(&options->reports, err)) {
        return false;
    }
    int submissions = (options->dir != NULL) + (options->file != NULL) + options->solutions;
    if (submissions > 1) {
        return error_set(err, "--dir, --file and --solutions exclude each other");
    }
    if (options->races_demo && (submissions > 0 || options->output != NULL ||
                                options->reports.count > 0 || options->format != formats[0])) {
        return error_set(
            err, "--races-demo explores programs of its own and shows them as text: give it "
                 "neither a submission nor a format or file for the report");
    }
    if (options->weakest && options->fast) {
        return error_set(err,
                         "--weakest explores races, which --fast leaves out: give one of them");
    }
    return true;
}

static void choose_submission(const struct check_options *options, struct grade_request *request)
{
    if (options->dir != NULL) {
        request->submission = SUBMISSION_DIR;
        request->path = options->dir;
    } else if (options->file != NULL) {
        request->submission = SUBMISSION_FILE;
        request->path = options->file;
    } else {
        request->submission = options->solutions ? SUBMISSION_SOLUTIONS : SUBMISSION_WORKBOOK;
    }
}

enum sandbox_policy check_sandbox_policy(const char *name)
{
    if (strcmp(name, "require") == 0) {
        return SANDBOX_REQUIRE;
    }
    return strcmp(name, "off") == 0 ? SANDBOX_OFF : SANDBOX_AUTO;
}

/* The exercise whose source has the file's name: then --file needs no exercise beside it. */
static const struct manifest *find_by_source(const struct catalogue *catalogue, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash != NULL ? slash + 1 : file;
    for (size_t i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->exercises[i]->source, name) == 0) {
            return catalogue->exercises[i];
        }
    }
    return NULL;
}

bool check_choose_exercises(const struct catalogue *catalogue, char **operands, int operand_count,
                            const struct manifest **exercises, size_t *count, struct error *err)
{
    AUTO_FREE bool *chosen = memory_allocate(catalogue->count, sizeof *chosen);
    for (int i = 0; i < operand_count; i++) {
        const struct manifest *manifest = catalogue_find(catalogue, operands[i], err);
        if (manifest == NULL) {
            return false;
        }
        for (size_t k = 0; k < catalogue->count; k++) {
            chosen[k] = chosen[k] || catalogue->exercises[k] == manifest;
        }
    }
    *count = 0;
    for (size_t k = 0; k < catalogue->count; k++) {
        if (chosen[k] || operand_count == 0) {
            exercises[(*count)++] = catalogue->exercises[k];
        }
    }
    return true;
}

bool check_request_make(const struct check_options *options, const struct workbook *workbook,
                        char **operands, int operand_count, const struct manifest **exercises,
                        struct grade_request *request, struct error *err)
{
    *request = (struct grade_request){
        .layout = &workbook->layout,
        .exercises = exercises,
        .sandbox = check_sandbox_policy(options->sandbox),
        .jobs = (unsigned)options->jobs,
        .fast = options->fast,
        .weakest = options->weakest,
        .seed = options->seed,
    };
    choose_submission(options, request);
    if (options->file != NULL && operand_count == 0) {
        exercises[0] = find_by_source(workbook->catalogue, options->file);
        request->exercise_count = 1;
        return exercises[0] != NULL ||
               error_set(err, "say which exercise %s is for: grader check EXERCISE --file FILE",
                         options->file);
    }
    if (!check_choose_exercises(workbook->catalogue, operands, operand_count, exercises,
                                &request->exercise_count, err)) {
        return false;
    }
    if (options->file != NULL && request->exercise_count != 1) {
        return error_set(err, "--file is for one exercise");
    }
    return true;
}
