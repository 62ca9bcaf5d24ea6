/* grader completion SHELL: the script that makes a shell complete; and `words`, which that script
 * asks. */
#include <string.h>

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/complete.h"
#include "cli/work.h"

enum { SCRIPT_BYTES_MAX = 64 * 1024 };

/* completion words -- WORD…: a Tab is no place for complaints, so what is missing is not offered. */
static enum cli_status write_candidates(const struct command_call *call)
{
    int first = call->argc > 2 && strcmp(call->argv[2], "--") == 0 ? 3 : 2;
    struct error unheard;
    AUTO_WORKBOOK struct workbook workbook = {0};
    bool opened = workbook_open(&workbook, &unheard);
    complete_words(opened ? workbook.catalogue : NULL, (const char *const *)call->argv + first,
                   (size_t)(call->argc - first), call->out);
    return CLI_PASSED;
}

static bool is_shell(const char *name)
{
    return strcmp(name, "bash") == 0 || strcmp(name, "zsh") == 0 || strcmp(name, "fish") == 0;
}

enum cli_status cmd_completion(const struct command_call *call)
{
    if (call->argc > 1 && strcmp(call->argv[1], "words") == 0) {
        return write_candidates(call);
    }
    if (call->argc != 2 || !is_shell(call->argv[1])) {
        (void)error_set(call->err, "completion wants the name of a shell: bash, zsh or fish");
        return CLI_USAGE;
    }
    AUTO_LAYOUT struct layout layout = {0};
    if (!layout_find(&layout, call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE char *path =
        memory_format("%s/grader/completion/grader.%s", layout.root, call->argv[1]);
    AUTO_FREE char *script = NULL;
    if (!file_read(path, SCRIPT_BYTES_MAX, &script, NULL, call->err)) {
        return CLI_BROKEN;
    }
    text_append(call->out, script);
    return CLI_PASSED;
}
