#include "stage/build_words.h"

#include "base/memory.h"
#include "stage/diagnostics.h"

#include <string.h>

/* The linker's part of it; the first that applies is to be mended first. */
static const char *explain_link(const struct build *build)
{
    if (diagnostics_hold(build, "is missing: ")) {
        return "a function is missing";
    }
    return diagnostics_hold(build, "multiple definition of ")
               ? "something is defined twice"
               : "it uses a function that does not exist";
}

const char *build_explain_status(const struct build *build, int status)
{
    switch (status) {
    case BUILD_NOT_COMPILED:
        return "the compiler found errors";
    case BUILD_NOT_LINKED:
        return explain_link(build);
    case BUILD_HAS_CONSTRUCTOR:
        return "the file has code that runs when it is loaded (a constructor or destructor); no "
               "exercise needs it and none is allowed";
    case BUILD_HAS_IFUNC:
        return "the file has an indirect function (ifunc), which runs code when it is loaded; no "
               "exercise needs it and none is allowed";
    case BUILD_HIDES:
        return "the file keeps a function from the sanitizers (the attribute no_sanitize); no "
               "exercise needs it and none is allowed";
    default:
        return NULL;
    }
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

char *build_explain_trouble(const char *errors)
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
