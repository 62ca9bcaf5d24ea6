/* grader gradebook override, grader gradebook note: what people decide, with who and why. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/console.h"
#include "cli/gradebook_call.h"
#include "gradebook/csv_cell.h"
#include "gradebook/decide.h"

enum { POINTS_DIGITS_MAX = 6 };

/* --by, else the account's name. */
static const char *find_who(const struct gradebook_options *options)
{
    const struct passwd *account = getpwuid(geteuid());
    return options->by != NULL ? options->by : account != NULL ? account->pw_name : "unknown";
}

/* "12", "12.5" or "12.25"; false for anything else. */
static bool parse_points(const char *word, int64_t *hundredths)
{
    static const char digits[] = "0123456789";
    size_t whole = strspn(word, digits);
    const char *rest = word + whole;
    size_t decimals = rest[0] == '.' ? strspn(rest + 1, digits) : 0;
    const char *end = rest[0] == '.' ? rest + 1 + decimals : rest;
    if (whole == 0 || whole > POINTS_DIGITS_MAX || decimals > 2 || *end != '\0' ||
        (rest[0] == '.' && decimals == 0)) {
        return false;
    }
    long fraction = decimals > 0 ? strtol(rest + 1, NULL, 10) : 0;
    *hundredths = strtol(word, NULL, 10) * 100L + (decimals == 1 ? fraction * 10 : fraction);
    return true;
}

static bool parse_mark(const char *word, struct gradebook_override *override, struct error *err)
{
    if (strcmp(word, "excused") == 0) {
        override->kind = OVERRIDE_EXCUSED;
        return override->exercise == NULL ||
               error_set(err,
                         "a student is excused from everything, or gets points for an exercise");
    }
    if (strcmp(word, "none") == 0) {
        override->kind = OVERRIDE_WITHDRAWN;
        return true;
    }
    override->kind = OVERRIDE_POINTS;
    return parse_points(word, &override->hundredths) ||
           error_set(err, "MARK is points such as 12.5, 'excused', or 'none' to withdraw, not '%s'",
                     word);
}

/* The exercise's name, by any of the words that `check` takes too; in the gradebook, whatever this workbook has. */
static char *find_exercise(struct gradebook *gradebook, const char *word, struct error *err)
{
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    if (!gradebook_read_exercises(gradebook, &exercises, err)) {
        return NULL;
    }
    for (size_t i = 0; i < exercises.count; i++) {
        const struct gradebook_exercise *exercise = &exercises.items[i];
        AUTO_FREE char *folder = memory_format("%02u-%s", exercise->number, exercise->name);
        char *end = NULL;
        bool numbered = strtoul(word, &end, 10) == exercise->number && *end == '\0';
        if (numbered || strcmp(word, exercise->name) == 0 || strcmp(word, folder) == 0) {
            return memory_copy_string(exercise->name);
        }
    }
    (void)error_set(err, "no verdict in the gradebook is about an exercise '%s'", word);
    return NULL;
}

/* Ids are names of folders and the like: whatever somebody has packed. */
static void append_name(const char *name, struct text *out)
{
    const struct report_style style = console_style("never", STDOUT_FILENO);
    report_style_append(&style, out, TONE_PLAIN, name);
}

static void tell_override(const char *student, const struct gradebook_override *override,
                          struct text *out)
{
    append_name(student, out);
    text_append(out, ", ");
    append_name(override->exercise != NULL ? override->exercise : "the whole", out);
    text_append(out, ": ");
    if (override->kind == OVERRIDE_POINTS) {
        csv_append_points(out, override->hundredths);
        text_append(out, " points");
    } else {
        text_append(out, override->kind == OVERRIDE_EXCUSED ? "excused" : "as graded");
    }
    text_append(out, ", decided by ");
    append_name(override->who, out);
    text_append(out, ": ");
    append_name(override->why, out);
    text_append(out, "\n");
}

static enum cli_status decide(const struct gradebook_call *gradebook, struct gradebook *book,
                              struct gradebook_override *override)
{
    struct error *err = gradebook->call->err;
    AUTO_FREE char *student = gradebook_find_student(book, gradebook->operands[0], err);
    if (student == NULL) {
        return CLI_USAGE;
    }
    AUTO_FREE char *exercise = NULL;
    if (gradebook->operand_count == 3) {
        exercise = find_exercise(book, gradebook->operands[1], err);
        if (exercise == NULL) {
            return CLI_USAGE;
        }
    }
    override->exercise = exercise;
    if (!parse_mark(gradebook->operands[gradebook->operand_count - 1], override, err)) {
        return CLI_USAGE;
    }
    if (!gradebook_decide(book, student, override, err)) {
        return CLI_BROKEN;
    }
    tell_override(student, override, gradebook->call->out);
    return CLI_PASSED;
}

enum cli_status gradebook_override(const struct gradebook_call *gradebook)
{
    if (gradebook->options->why == NULL) {
        (void)error_set(gradebook->call->err,
                        "say why: --why WORDS, which stand beside the mark from then on");
        return CLI_USAGE;
    }
    AUTO_GRADEBOOK struct gradebook *book = NULL;
    if (!gradebook_open(gradebook->options->gradebook, GRADEBOOK_PRESENT, &book,
                        gradebook->call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE char *who = memory_copy_string(find_who(gradebook->options));
    AUTO_FREE char *why = memory_copy_string(gradebook->options->why);
    struct gradebook_override override = {.who = who, .why = why};
    return decide(gradebook, book, &override);
}

enum cli_status gradebook_note(const struct gradebook_call *gradebook)
{
    const struct command_call *call = gradebook->call;
    AUTO_GRADEBOOK struct gradebook *book = NULL;
    if (!gradebook_open(gradebook->options->gradebook, GRADEBOOK_PRESENT, &book, call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE char *student = gradebook_find_student(book, gradebook->operands[0], call->err);
    if (student == NULL) {
        return CLI_USAGE;
    }
    const char *who = find_who(gradebook->options);
    if (!gradebook_add_note(book, student, who, gradebook->operands[1], call->err)) {
        return CLI_BROKEN;
    }
    append_name(student, call->out);
    text_append(call->out, ": noted by ");
    append_name(who, call->out);
    text_append(call->out, "\n");
    return CLI_PASSED;
}
