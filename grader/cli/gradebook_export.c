/* grader gradebook export: marks for other programs. */
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/console.h"
#include "cli/gradebook_call.h"
#include "cli/gradebook_desk.h"
#include "gradebook/class_export.h"

static enum export_user user_from_name(const char *name)
{
    if (strcmp(name, "idnumber") == 0) {
        return EXPORT_BY_ID_NUMBER;
    }
    return strcmp(name, "username") == 0 ? EXPORT_BY_USERNAME : EXPORT_BY_EMAIL;
}

/* A file that silently lacks students would be taken for the whole class. */
static void tell_left_out(const struct export_result *result)
{
    if (result->unmarked > 0) {
        AUTO_FREE char *words = memory_format(
            "%zu without a mark are left out; 'grader gradebook show' says who", result->unmarked);
        console_complain(words);
    }
    if (result->unmatched > 0) {
        AUTO_FREE char *words =
            memory_format("%zu are left out because the platform would not know them: give batch a "
                          "roster with their e-mail, login or ids",
                          result->unmatched);
        console_complain(words);
    }
}

static bool deliver(const struct gradebook_call *gradebook, const struct text *marks,
                    const struct export_result *result)
{
    const char *file = gradebook->options->output;
    if (file == NULL) {
        text_append(gradebook->call->out, text_string(marks));
        return true;
    }
    if (!file_write_atomic(file, text_string(marks), marks->length, gradebook->call->err)) {
        return false;
    }
    text_format(gradebook->call->out, "%zu students are in %s\n", result->written, file);
    return true;
}

enum cli_status gradebook_export(const struct gradebook_call *gradebook)
{
    const struct gradebook_options *options = gradebook->options;
    const struct export_format *format =
        export_format_find(options->format != NULL ? options->format : "csv");
    if (format == NULL) {
        (void)error_set(gradebook->call->err,
                        "gradebook export has the formats csv, json, canvas and moodle");
        return CLI_USAGE;
    }
    AUTO_DESK struct gradebook_desk desk = {0};
    AUTO_TEXT struct text marks = {0};
    struct export_result result = {0};
    if (!gradebook_desk_open(&desk, options->gradebook, options->policy, gradebook->call->err)) {
        return CLI_BROKEN;
    }
    const struct export_request request = {
        .gradebook = desk.gradebook,
        .policy = &desk.policy,
        .title = options->title,
        .assignment_id = options->assignment_id,
        .user = user_from_name(options->user),
    };
    if (!format->write(&request, &marks, &result, gradebook->call->err) ||
        !deliver(gradebook, &marks, &result)) {
        return CLI_BROKEN;
    }
    tell_left_out(&result);
    return CLI_PASSED;
}
