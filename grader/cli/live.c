#include "cli/live.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/console.h"

/* ECMA-48: carriage return, erase in line. */
static const char take_back[] = "\r\033[K";

enum { COLUMNS_DEFAULT = 80, INDENT = 2 };

struct live live_begin(void)
{
    const char *term = getenv("TERM");
    bool able = term != NULL && term[0] != '\0' && strcmp(term, "dumb") != 0;
    struct report_style style = console_style(NULL, STDERR_FILENO);
    return (struct live){
        .shown = able && isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
        .columns = style.columns != 0 ? style.columns : COLUMNS_DEFAULT,
    };
}

/* The names in it are ASCII (exercise folders), so that bytes are columns. */
void live_show(const struct live *live, const char *format, ...)
{
    if (!live->shown) {
        return;
    }
    AUTO_TEXT struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_format_list(&words, format, arguments);
    va_end(arguments);
    AUTO_TEXT struct text line = {0};
    text_append(&line, take_back);
    text_append_repeated(&line, ' ', INDENT);
    size_t room = live->columns - INDENT - 1;
    text_append_bytes(&line, text_string(&words), words.length < room ? words.length : room);
    (void)file_write_all(STDERR_FILENO, text_string(&line), line.length);
}

void live_end(const struct live *live)
{
    if (live->shown) {
        (void)file_write_all(STDERR_FILENO, take_back, sizeof take_back - 1);
    }
}
