#include "stage/diagnostics.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "stage/build.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Of warnings and notes; of errors as many again, so that no flood of warnings hides why there is no object. */
enum { DIAGNOSTICS_MAX = 100, MESSAGE_BYTES_MAX = 600 };

static const struct {
    const char *word;
    const char *severity;
} severities[] = {
    {" fatal error: ", "error"},
    {" error: ", "error"},
    {" warning: ", "warning"},
    {" note: ", "note"},
    {" Fatal error: ", "error"}, /* the assembler's */
    {" Error: ", "error"},
    {" Warning: ", "warning"},
    {" undefined reference to ", "error"},
    {" multiple definition of ", "error"},
};

static char *base_name(const char *path, size_t length)
{
    AUTO_FREE char *copy = memory_copy_bytes(path, length);
    const char *slash = strrchr(copy, '/');
    return memory_copy_string(slash != NULL ? slash + 1 : copy);
}

/* A name that fills half of the source says no more than its beginning. */
static char *cut_message(const char *message)
{
    size_t length = strlen(message);
    if (length <= MESSAGE_BYTES_MAX) {
        return memory_copy_string(message);
    }
    length = MESSAGE_BYTES_MAX;
    while (length > 0 && ((unsigned char)message[length] & 0xc0) == 0x80) {
        length--; /* not in the middle of a character */
    }
    return memory_format("%.*s ...", (int)length, message);
}

static bool is_full(const struct build *build, const char *severity)
{
    bool is_error = strcmp(severity, "error") == 0;
    size_t count = 0;
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        count += (strcmp(build->diagnostics[i].severity, "error") == 0) == is_error;
    }
    return count >= DIAGNOSTICS_MAX;
}

static struct build_diagnostic *append(struct build *build, const char *severity)
{
    struct build_diagnostic *diagnostic =
        memory_append(&build->diagnostics, &build->diagnostic_count);
    diagnostic->severity = memory_copy_string(severity);
    return diagnostic;
}

/* What has no line, as gcc says it of line 0: "NAME: error: ...". Not what the programs say of each other, as "gcc:". */
static const char *parse_name(const char *line, const char *colon, size_t *name_length)
{
    *name_length = (size_t)(colon - line);
    bool is_source = *name_length > 2 && memchr(line, '/', *name_length) == NULL &&
                     strncmp(colon - 2, ".c", 2) == 0;
    return is_source ? colon + 1 : NULL;
}

/* Reads "NAME:12:" or "NAME:12:5:" at the start; gives what follows, NULL when it is something
 * else. */
static const char *parse_place(const char *line, size_t *name_length, unsigned *number,
                               unsigned *column)
{
    const char *colon = strchr(line, ':');
    *number = 0;
    *column = 0;
    if (colon == NULL || !isdigit((unsigned char)colon[1])) {
        return colon != NULL ? parse_name(line, colon, name_length) : NULL;
    }
    char *rest;
    *name_length = (size_t)(colon - line);
    *number = (unsigned)strtoul(colon + 1, &rest, 10);
    if (*rest == ':' && isdigit((unsigned char)rest[1])) {
        *column = (unsigned)strtoul(rest + 1, &rest, 10);
    }
    return *rest == ':' ? rest + 1 : NULL;
}

bool diagnostics_hold(const struct build *build, const char *words)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        if (strstr(build->diagnostics[i].message, words) != NULL) {
            return true;
        }
    }
    return false;
}

/* "ld: required symbol `make_key' not defined", and "undefined reference to `make_key'" once more: the linker
 * names no line for what is missing altogether. What is hidden the script of the build tells likewise. */
static void parse_linker_line(struct build *build, const char *line)
{
    const char *required = strstr(line, "required symbol `");
    const char *hidden = strstr(line, "hidden symbol `");
    const char *missing = strstr(line, "undefined reference to `");
    const char *told = required != NULL ? required : hidden != NULL ? hidden : missing;
    const char *name = told != NULL ? strchr(told, '`') : NULL;
    if (name == NULL || is_full(build, "error")) {
        return;
    }
    AUTO_FREE char *quoted = memory_format("%.*s'", (int)strcspn(name, "'"), name);
    if (required != NULL) {
        append(build, "error")->message = memory_format(
            "%s is missing: the header declares this function, and the file has none of that name",
            quoted);
    } else if (hidden != NULL) {
        append(build, "error")->message = memory_format(
            "%s is hidden: an attribute or pragma keeps it (visibility) from whoever would call it",
            quoted);
    } else if (!diagnostics_hold(build, quoted)) {
        append(build, "error")->message = cut_message(missing);
    }
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

/* A feature test macro that the source defines as the manual pages show it, and that our -D_GNU_SOURCE or the
 * given header has defined before: that is no doing of the learner's, and changes nothing. */
static bool is_about_feature_macro(const char *message)
{
    return strncmp(message, "\"_", 2) == 0 && ends_with(message, "_SOURCE\" redefined");
}

static bool is_of_no_concern(const char *severity, const char *message)
{
    return is_about_feature_macro(message) ||
           (strcmp(severity, "note") == 0 &&
            strcmp(message, "this is the location of the previous definition") == 0);
}

static void parse_line(struct build *build, const char *line)
{
    size_t name_length;
    unsigned number, column;
    const char *rest = parse_place(line, &name_length, &number, &column);
    for (size_t i = 0; rest != NULL && i < sizeof severities / sizeof severities[0]; i++) {
        size_t length = strlen(severities[i].word);
        if (strncmp(rest, severities[i].word, length) == 0) {
            if (is_of_no_concern(severities[i].severity, rest + length) ||
                is_full(build, severities[i].severity)) {
                return;
            }
            bool says_severity = severities[i].word[length - 2] == ':';
            struct build_diagnostic *diagnostic = append(build, severities[i].severity);
            diagnostic->file = base_name(line, name_length);
            diagnostic->line = number;
            diagnostic->column = column;
            diagnostic->message = cut_message(says_severity ? rest + length : rest + 1);
            return;
        }
    }
    if (rest == NULL) {
        parse_linker_line(build, line);
    }
}

static size_t copy_group(const struct build *build, bool errors, struct build_diagnostic *ordered,
                         size_t count)
{
    bool wanted = !errors; /* a note before anything else */
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const char *severity = build->diagnostics[i].severity;
        if (strcmp(severity, "note") != 0) {
            wanted = (strcmp(severity, "error") == 0) == errors;
        }
        if (wanted) {
            ordered[count++] = build->diagnostics[i];
        }
    }
    return count;
}

/* Errors first, each with the notes that belong to it: a learner reads the first ones. */
static void order(struct build *build)
{
    struct build_diagnostic *ordered = memory_allocate(build->diagnostic_count, sizeof *ordered);
    size_t count = copy_group(build, true, ordered, 0);
    (void)copy_group(build, false, ordered, count);
    if (build->diagnostic_count > 0) {
        memcpy(build->diagnostics, ordered, build->diagnostic_count * sizeof *ordered);
    }
    free(ordered);
}

void diagnostics_parse(struct build *build, const char *text)
{
    AUTO_FREE char *copy = memory_copy_string(text);
    char *rest = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        parse_line(build, line);
    }
    order(build);
}

void diagnostics_take_errors_back(struct build *build)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        if (strcmp(build->diagnostics[i].severity, "error") == 0) {
            memory_set_string(&build->diagnostics[i].severity, "warning");
        }
    }
}
