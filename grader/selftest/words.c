#include "selftest/words.h"

#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void words_finish(struct words *words)
{
    free(words->items);
    *words = (struct words){0};
}

/* Adds the words from `at` up to `end`, which are on one line. */
static void add_line(struct words *words, const char *at, const char *end, unsigned line)
{
    while (at < end) {
        if (isspace((unsigned char)*at)) {
            at++;
            continue;
        }
        const char *begin = at;
        while (at < end && !isspace((unsigned char)*at)) {
            at++;
        }
        *memory_append(&words->items, &words->count) =
            (struct word){.bytes = begin, .length = (size_t)(at - begin), .line = line};
    }
}

static const char *line_end(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline != NULL ? newline : end;
}

/* The star that begins a line of a comment is a mark. Only one: "* *info is untouched". */
static const char *skip_star(const char *at, const char *end)
{
    const char *mark = at;
    while (mark < end && isspace((unsigned char)*mark)) {
        mark++;
    }
    return mark < end && *mark == '*' ? mark + 1 : at;
}

/* A block comment's inside; `line` is moved on to the line it ends on. */
static void add_block(struct words *words, const char *at, const char *end, unsigned *line)
{
    const char *stop = line_end(at, end);
    add_line(words, at, stop, *line);
    while (stop < end) {
        at = stop + 1;
        (*line)++;
        stop = line_end(at, end);
        add_line(words, skip_star(at, stop), stop, *line);
    }
}

/* Behind the string or character literal that begins at `at`, where comment marks mean nothing. */
static const char *skip_literal(const char *at)
{
    char quote = *at++;
    while (*at != '\0' && *at != quote && *at != '\n') {
        at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
    }
    return *at == quote ? at + 1 : at;
}

void words_read_comments(struct words *words, const char *source)
{
    unsigned line = 1;
    const char *at = source;
    const char *const end = source + strlen(source);
    while (at < end) {
        if (strncmp(at, "/*", 2) == 0) {
            const char *close = strstr(at + 2, "*/");
            add_block(words, at + 2, close != NULL ? close : end, &line);
            at = close != NULL ? close + 2 : end;
        } else if (strncmp(at, "//", 2) == 0) {
            const char *stop = line_end(at, end);
            add_line(words, at + 2, stop, line);
            at = stop;
        } else if (*at == '"' || *at == '\'') {
            at = skip_literal(at);
        } else {
            line += *at++ == '\n';
        }
    }
}

void words_read_text(struct words *words, const char *text, unsigned line)
{
    add_line(words, text, text + strlen(text), line);
}

bool word_equals(const struct word *a, const struct word *b)
{
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

char *words_quote(const struct words *words, size_t first, size_t most)
{
    AUTO_TEXT struct text quoted = {0};
    for (size_t i = first; i < words->count && i - first < most; i++) {
        text_append(&quoted, i > first ? " " : "");
        text_append_bytes(&quoted, words->items[i].bytes, words->items[i].length);
    }
    return text_steal(&quoted);
}
