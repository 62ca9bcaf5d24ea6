#include "cli/console.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"

enum { COLUMNS_LEAST = 40, COLUMNS_MOST = 100, COLUMNS_OF_PICTURE = 200 };

/* The codeset of the user's locale, asked without changing the locale of the process. */
static bool locale_is_utf8(void)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (locale == (locale_t)0) {
        return false;
    }
    bool utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    freelocale(locale);
    return utf8;
}

static bool wants_color(const char *color, bool terminal)
{
    if (color != NULL && strcmp(color, "always") == 0) {
        return true;
    }
    if (color != NULL && strcmp(color, "never") == 0) {
        return false;
    }
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    bool dumb = term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
    return terminal && !dumb && (no_color == NULL || no_color[0] == '\0');
}

unsigned console_columns(int fd)
{
    struct winsize size;
    return fd >= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* 0 when there is no terminal that would say: the report then takes its default. */
static unsigned terminal_columns(int fd, unsigned most)
{
    unsigned columns = console_columns(fd);
    if (columns == 0) {
        return 0;
    }
    if (columns < COLUMNS_LEAST) {
        return COLUMNS_LEAST;
    }
    return columns > most ? most : columns;
}

static struct report_style style_up_to(unsigned most, const char *color, int fd)
{
    bool terminal = fd >= 0 && isatty(fd) == 1;
    return (struct report_style){
        .color = wants_color(color, terminal),
        .utf8 = locale_is_utf8(),
        .columns = terminal_columns(fd, most),
    };
}

struct report_style console_style(const char *color, int fd)
{
    return style_up_to(COLUMNS_MOST, color, fd);
}

struct report_style console_style_wide(const char *color, int fd)
{
    return style_up_to(COLUMNS_OF_PICTURE, color, fd);
}

bool console_write(const struct text *text, struct error *err)
{
    /* Ignored for this write alone, so that no program that the grader starts inherits it. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    sigaction(SIGPIPE, &ignore, &before);
    bool written = file_write_all(STDOUT_FILENO, text_string(text), text->length) || errno == EPIPE;
    if (!written) {
        (void)error_set_errno(err, "cannot write the answer to standard output");
    }
    sigaction(SIGPIPE, &before, NULL);
    return written;
}

bool console_ask(const char *question)
{
    (void)file_write_all(STDERR_FILENO, question, strlen(question));
    char answer[64];
    return fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

void console_complain(const char *sentence)
{
    AUTO_TEXT struct text line = {0};
    text_append(&line, "grader: ");
    utf8_append_printable(&line, sentence, strlen(sentence), locale_is_utf8());
    text_append(&line, "\n");
    /* Where even that cannot be said, the exit status says it. */
    (void)file_write_all(STDERR_FILENO, text_string(&line), line.length);
}
