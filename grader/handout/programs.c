#include "handout/programs.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/run.h"

static bool run_binutils(const char *const *argv, const char *program, struct text *said,
                         struct error *err)
{
    if (run_succeeds(argv, said)) {
        return true;
    }
    size_t first_line = strcspn(text_string(said), "\n");
    return error_set(err, "%s failed with %s: %.*s", argv[0], program, (int)first_line,
                     first_line > 0 ? text_string(said) : "is the package binutils there?");
}

bool handout_strip(const char *program, const char *to, struct error *err)
{
    const char *const argv[] = {"strip", "--strip-all", "-o", to, program, NULL};
    AUTO_TEXT struct text said = {0};
    return run_binutils(argv, program, &said, err);
}

bool handout_find_libraries(const char *program, struct text *libraries, struct error *err)
{
    static const char mark[] = "NEEDED";
    const char *const argv[] = {"objdump", "--private-headers", program, NULL};
    AUTO_TEXT struct text said = {0};
    if (!run_binutils(argv, program, &said, err)) {
        return false;
    }
    for (const char *at = text_string(&said); (at = strstr(at, mark)) != NULL;) {
        at += strlen(mark);
        at += strspn(at, " ");
        size_t length = strcspn(at, " \n");
        AUTO_FREE char *word = memory_format(" %.*s ", (int)length, at);
        if (strstr(text_string(libraries), word) == NULL) {
            text_append(libraries, word);
        }
    }
    return true;
}
