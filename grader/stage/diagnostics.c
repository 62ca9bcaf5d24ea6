#include "stage/diagnostics.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "stage/build.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DIAGNOSTICS_MAX = 100 };

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

static struct build_diagnostic *append(struct build *build, const char *severity)
{
    struct build_diagnostic *diagnostic =
        memory_append(&build->diagnostics, &build->diagnostic_count);
    diagnostic->severity = memory_copy_string(severity);
    return diagnostic;
}

/* Reads "NAME:12:" or "NAME:12:5:" at the start; gives what follows, NULL when it is something
 * else. */
static const char *parse_place(const char *line, size_t *name_length, unsigned *number,
                               unsigned *column)
{
    const char *colon = strchr(line, ':');
    if (colon == NULL || !isdigit((unsigned char)colon[1])) {
        return NULL;
    }
    char *rest;
    *name_length = (size_t)(colon - line);
    *number = (unsigned)strtoul(colon + 1, &rest, 10);
    *column = 0;
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
 * names no line for what is missing altogether. */
static void parse_linker_line(struct build *build, const char *line)
{
    const char *required = strstr(line, "required symbol `");
    const char *missing = strstr(line, "undefined reference to `");
    const char *name = strchr(required != NULL ? required : missing != NULL ? missing : "", '`');
    if (name == NULL) {
        return;
    }
    AUTO_FREE char *quoted = memory_format("%.*s'", (int)strcspn(name, "'"), name);
    if (required != NULL) {
        append(build, "error")->message = memory_format(
            "%s is missing: the header declares this function, and the file has none of that name",
            quoted);
    } else if (!diagnostics_hold(build, quoted)) {
        append(build, "error")->message = memory_copy_string(missing);
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
            if (is_of_no_concern(severities[i].severity, rest + length)) {
                return;
            }
            bool says_severity = severities[i].word[length - 2] == ':';
            struct build_diagnostic *diagnostic = append(build, severities[i].severity);
            diagnostic->file = base_name(line, name_length);
            diagnostic->line = number;
            diagnostic->column = column;
            diagnostic->message = memory_copy_string(says_severity ? rest + length : rest + 1);
            return;
        }
    }
    if (rest == NULL) {
        parse_linker_line(build, line);
    }
}

void diagnostics_parse(struct build *build, const char *text)
{
    AUTO_FREE char *copy = memory_copy_string(text);
    char *rest = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (build->diagnostic_count < DIAGNOSTICS_MAX) {
            parse_line(build, line);
        }
    }
}

void diagnostics_take_errors_back(struct build *build)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        if (strcmp(build->diagnostics[i].severity, "error") == 0) {
            memory_set_string(&build->diagnostics[i].severity, "warning");
        }
    }
}
