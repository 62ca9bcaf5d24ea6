#include "selftest/structure.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "selftest/structure_parts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_BYTES_MAX = 1 << 20 };

static void add(const struct examination *examination, bool breaks, const char *file, unsigned line,
                const char *format, va_list arguments)
{
    struct structure *structure = examination->structure;
    struct structure_finding *finding = memory_append(&structure->findings, &structure->count);
    finding->breaks = breaks;
    finding->place = line > 0 ? memory_format("%s:%u", file, line) : memory_copy_string(file);
    finding->sentence = memory_format_list(format, arguments);
}

void structure_fault(const struct examination *examination, const char *file, unsigned line,
                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(examination, true, file, line, format, arguments);
    va_end(arguments);
}

void structure_unfinished(const struct examination *examination, const char *file, unsigned line,
                          const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(examination, !examination->bank->manifest->draft, file, line, format, arguments);
    va_end(arguments);
}

void structure_remark(const struct examination *examination, const char *file, unsigned line,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(examination, false, file, line, format, arguments);
    va_end(arguments);
}

char *structure_read(const struct examination *examination, const char *file)
{
    AUTO_FREE char *path = memory_format("%s/%s", examination->root, file);
    char *text = NULL;
    struct error err;
    if (!file_read(path, FILE_BYTES_MAX, &text, NULL, &err)) {
        structure_fault(examination, file, 0, "it cannot be read (%s)", err.message);
        return NULL;
    }
    return text;
}

void structure_unreadable(const struct examination *examination, const char *file,
                          const char *sentence)
{
    size_t length = strlen(file);
    const char *rest = strncmp(sentence, file, length) == 0 ? sentence + length : sentence;
    unsigned line = 0;
    if (rest[0] == ':') {
        char *end;
        line = (unsigned)strtoul(rest + 1, &end, 10);
        rest = end + strspn(end, ": ");
    }
    structure_fault(examination, file, line, "%s", rest);
}

unsigned structure_line(const char *text, const char *at)
{
    unsigned line = 1;
    for (; text < at; text++) {
        line += *text == '\n';
    }
    return line;
}

void structure_examine(const char *root, const struct bank *bank, struct structure *structure)
{
    const struct examination examination = {root, bank, structure};
    structure->examined = true;
    structure_examine_files(&examination);
    structure_examine_checks(&examination);
    structure_examine_contract(&examination);
    structure_examine_lesson(&examination);
    structure_examine_explanations(&examination);
    structure_examine_todos(&examination);
}

void structure_finish(struct structure *structure)
{
    for (size_t i = 0; i < structure->count; i++) {
        free(structure->findings[i].place);
        free(structure->findings[i].sentence);
    }
    free(structure->findings);
    *structure = (struct structure){0};
}

bool structure_holds(const struct structure *structure)
{
    for (size_t i = 0; i < structure->count; i++) {
        if (structure->findings[i].breaks) {
            return false;
        }
    }
    return true;
}
