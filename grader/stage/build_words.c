#include "stage/build_words.h"

#include <stddef.h>
#include <string.h>

#include "stage/diagnostics.h"

static size_t count_holding(const struct build *build, const char *severity, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct build_diagnostic *diagnostic = &build->diagnostics[i];
        count += strcmp(diagnostic->severity, severity) == 0 &&
                 strstr(diagnostic->message, words) != NULL;
    }
    return count;
}

/* The note that leads from such an error to the other declaration leads into the header. */
static bool contradicts_header(const struct build *build, const char *header)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct build_diagnostic *diagnostic = &build->diagnostics[i];
        if (strstr(diagnostic->message, "previous declaration of ") != NULL &&
            diagnostic->file != NULL && strcmp(diagnostic->file, header) == 0) {
            return true;
        }
    }
    return false;
}

const char *build_words_compiler(const struct build *build, const char *header)
{
    if (count_holding(build, "error", "expected declaration or statement at end of input") > 0) {
        return "the compiler found errors: a brace { is not closed, and the file ended inside a "
               "function";
    }
    if (contradicts_header(build, header)) {
        return "the compiler found errors: a function is not as the header declares it; the header "
               "is the contract, and stays as it was given";
    }
    if (count_holding(build, "error", ".h: No such file or directory") > 0) {
        return "the compiler found errors: an #include names a file that is not there";
    }
    return count_holding(build, "error", "") > 1
               ? "the compiler found errors; begin with the first, others may come of it"
               : "the compiler found errors";
}

const char *build_words_linker(const struct build *build)
{
    size_t missing = count_holding(build, "error", "is missing: ");
    if (missing > 0) {
        return missing == 1 ? "a function is missing" : "functions are missing";
    }
    return diagnostics_hold(build, "multiple definition of ")
               ? "something is defined twice"
               : "it uses a function that does not exist";
}
