#include "stage/build_words.h"

#include "base/memory.h"
#include "stage/diagnostics.h"

#include <stddef.h>
#include <string.h>

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
    if (diagnostics_hold(build, "multiple definition of ")) {
        return "something is defined twice";
    }
    return diagnostics_hold(build, "undefined reference to ")
               ? "it uses a function that does not exist"
               : "the linker cannot put it together; sections and symbols that a file's own "
                 "assembly makes can be the reason";
}

/* "{standard input}: Error: unassigned file number 7" */
static char *explain_assembler(const char *errors)
{
    const char *error = strstr(errors, " Error: ");
    const char *fatal = strstr(errors, " Fatal error: ");
    const char *words = fatal != NULL && (error == NULL || fatal < error) ? fatal : error;
    return words == NULL
               ? NULL
               : memory_format("the assembler cannot do what the file's assembly asks:%.*s",
                               (int)strcspn(words + 1, "\n") + 1, words);
}

char *build_words_trouble(const char *errors)
{
    static const struct {
        const char *said;
        const char *meaning;
    } troubles[] = {
        {"File size limit exceeded", "what the compiler made of the file grew larger than 32 MiB"},
        {"CPU time limit exceeded", "the compiler was not done after 10 seconds of processor time"},
        {"out of memory", "the compiler needed more than 2 GiB of memory"},
        {"memory exhausted", "the compiler needed more than 2 GiB of memory"},
        {"Segmentation fault", "the compiler itself crashed: something in the file is nested too "
                               "deeply, or repeated too often"},
    };
    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        if (strstr(errors, troubles[i].said) != NULL) {
            return memory_copy_string(troubles[i].meaning);
        }
    }
    char *assembler = explain_assembler(errors);
    return assembler != NULL ? assembler
                             : memory_copy_string("the compiler did not come to an end within its "
                                                  "limits of time and memory");
}
