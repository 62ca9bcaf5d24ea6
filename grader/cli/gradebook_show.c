/* grader gradebook show: the class in a table, or one student. */
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/console.h"
#include "cli/gradebook_call.h"
#include "cli/gradebook_desk.h"
#include "cli/gradebook_text.h"
#include "gradebook/decide.h"

/* The JSON of the verdict that the mark comes from; of the newest, when it comes from several. */
static bool write_verdict(struct gradebook *gradebook, const struct gradebook_record *record,
                          const struct mark *mark, const struct command_call *call)
{
    const struct gradebook_attempt *attempt = mark->attempt;
    for (size_t i = record->attempt_count; i-- > 0 && attempt == NULL;) {
        attempt = record->attempts[i].verdict != 0 ? &record->attempts[i] : NULL;
    }
    if (attempt == NULL) {
        return error_set(call->err, "there is no verdict on anything of %s", record->student.id);
    }
    AUTO_FREE char *json = NULL;
    if (!gradebook_read_verdict(gradebook, attempt->verdict, &json, call->err)) {
        return false;
    }
    text_format(call->out, "%s\n", json);
    return true;
}

static bool show_student(const struct gradebook_call *gradebook, struct gradebook_desk *desk,
                         const char *id)
{
    const struct command_call *call = gradebook->call;
    const struct gradebook_options *options = gradebook->options;
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_MARK struct mark mark = {0};
    if (!class_read_member(desk->gradebook, &desk->policy, id, &exercises, &record, &mark,
                           call->err)) {
        return false;
    }
    if (options->format != NULL && strcmp(options->format, "json") == 0) {
        return write_verdict(desk->gradebook, &record, &mark, call);
    }
    struct gradebook_page page = {
        .desk = desk, .style = console_style(options->color, STDOUT_FILENO), .out = call->out};
    const struct class_member member = {.record = &record, .mark = &mark};
    gradebook_text_write_student(&page, &member);
    return !options->trace || gradebook_text_write_trace(&page, &member, call->err);
}

static enum cli_status show_class(const struct gradebook_call *gradebook,
                                  struct gradebook_desk *desk)
{
    struct gradebook_page page = {.desk = desk,
                                  .style = console_style(gradebook->options->color, STDOUT_FILENO),
                                  .out = gradebook->call->out};
    return gradebook_text_write_class(&page, gradebook->call->err) ? CLI_PASSED : CLI_BROKEN;
}

static bool options_agree(const struct gradebook_call *gradebook)
{
    const char *format = gradebook->options->format;
    bool one = gradebook->operand_count == 1;
    bool json = format != NULL && strcmp(format, "json") == 0;
    if (format != NULL && strcmp(format, "text") != 0 && !(json && one)) {
        return error_set(gradebook->call->err, "gradebook show has the format text, and for one "
                                               "student json; 'export' has more");
    }
    if (gradebook->options->trace && !one) {
        return error_set(gradebook->call->err, "--trace is for one student: show STUDENT --trace");
    }
    return true;
}

enum cli_status gradebook_show(const struct gradebook_call *gradebook)
{
    if (!options_agree(gradebook)) {
        return CLI_USAGE;
    }
    const struct gradebook_options *options = gradebook->options;
    AUTO_DESK struct gradebook_desk desk = {0};
    if (!gradebook_desk_open(&desk, options->gradebook, options->policy, gradebook->call->err)) {
        return CLI_BROKEN;
    }
    if (gradebook->operand_count == 0) {
        return show_class(gradebook, &desk);
    }
    AUTO_FREE char *id =
        gradebook_find_student(desk.gradebook, gradebook->operands[0], gradebook->call->err);
    if (id == NULL) {
        return CLI_USAGE;
    }
    return show_student(gradebook, &desk, id) ? CLI_PASSED : CLI_BROKEN;
}
