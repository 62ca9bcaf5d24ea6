#include "stage/line_directives.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* The source as the compiler sees it: trigraphs are one character, continued lines one line. */
struct cursor {
    char *text;
    size_t length;
    size_t at;
};

static bool holds(const struct cursor *cursor, size_t at, const char *words)
{
    size_t length = strlen(words);
    return cursor->length - at >= length && memcmp(cursor->text + at, words, length) == 0;
}

/* Bytes of the line end that begins here; 0 when there is none. The compiler knows those of old Macintoshes, too. */
static size_t end_of_line(const struct cursor *cursor, size_t at)
{
    if (at >= cursor->length) {
        return 0;
    }
    return holds(cursor, at, "\r\n") ? 2 : cursor->text[at] == '\n' || cursor->text[at] == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

/* Bytes of a backslash with the line end that it takes away; blanks between the two count for nothing. */
static size_t splice(const struct cursor *cursor, size_t at)
{
    size_t end = at < cursor->length && cursor->text[at] == '\\' ? at + 1
                 : holds(cursor, at, "?\?/")                     ? at + 3
                                                                 : 0;
    if (end == 0) {
        return 0;
    }
    while (end < cursor->length && is_blank(cursor->text[end])) {
        end++;
    }
    size_t line_end = end_of_line(cursor, end);
    return line_end == 0 ? 0 : end + line_end - at;
}

/* The character at the cursor, '\n' for every line end, '\0' behind the last; *next is where the one after it begins. */
static char look(const struct cursor *cursor, size_t at, size_t *next)
{
    size_t spliced;
    while (at < cursor->length && (spliced = splice(cursor, at)) > 0) {
        at += spliced;
    }
    *next = at;
    if (at >= cursor->length) {
        return '\0';
    }
    size_t line_end = end_of_line(cursor, at);
    bool hash = holds(cursor, at, "?\?=");
    bool backslash = holds(cursor, at, "?\?/");
    *next = at + (line_end > 0 ? line_end : hash || backslash ? 3 : 1);
    return line_end > 0 ? '\n' : hash ? '#' : backslash ? '\\' : cursor->text[at];
}

static char take(struct cursor *cursor)
{
    return look(cursor, cursor->at, &cursor->at);
}

static char peek(const struct cursor *cursor)
{
    size_t next;
    return look(cursor, cursor->at, &next);
}

/* Two characters, and over them. */
static bool skip_pair(struct cursor *cursor, char first, char second)
{
    size_t next;
    if (look(cursor, cursor->at, &next) != first || look(cursor, next, &next) != second) {
        return false;
    }
    cursor->at = next;
    return true;
}

static void skip_to_line_end(struct cursor *cursor)
{
    while (cursor->at < cursor->length && peek(cursor) != '\n') {
        (void)take(cursor);
    }
}

static bool skip_comment(struct cursor *cursor)
{
    if (skip_pair(cursor, '/', '/')) {
        skip_to_line_end(cursor);
        return true;
    }
    if (!skip_pair(cursor, '/', '*')) {
        return false;
    }
    while (cursor->at < cursor->length && !skip_pair(cursor, '*', '/')) {
        (void)take(cursor);
    }
    return true;
}

static bool skip_blank(struct cursor *cursor)
{
    if (!is_blank(peek(cursor))) {
        return false;
    }
    (void)take(cursor);
    return true;
}

static void skip_blanks(struct cursor *cursor)
{
    while (skip_blank(cursor) || skip_comment(cursor)) {
    }
}

/* A string or character constant; one without an end goes to the end of the line. */
static void skip_quoted(struct cursor *cursor, char quote)
{
    for (char c = '\0'; cursor->at < cursor->length && c != quote && peek(cursor) != '\n';) {
        c = take(cursor);
        if (c == '\\' && cursor->at < cursor->length && peek(cursor) != '\n') {
            (void)take(cursor);
        }
    }
}

/* From a '#' on: is it `# line` or `# 7`? */
static bool is_about_lines(struct cursor cursor)
{
    skip_blanks(&cursor);
    if (isdigit((unsigned char)peek(&cursor))) {
        return true;
    }
    for (const char *letter = "line"; *letter != '\0'; letter++) {
        if (take(&cursor) != *letter) {
            return false;
        }
    }
    char after = peek(&cursor);
    return !isalnum((unsigned char)after) && after != '_';
}

static void blank(struct cursor *cursor, size_t begin)
{
    for (size_t i = begin; i < cursor->at && i < cursor->length; i++) {
        char *byte = &cursor->text[i];
        *byte = *byte == '\n' || *byte == '\r' ? *byte : ' ';
    }
}

/* To the end of the line, and over it; a comment may lead into another. */
static void skip_line(struct cursor *cursor)
{
    while (cursor->at < cursor->length) {
        if (skip_comment(cursor)) {
            continue;
        }
        char c = take(cursor);
        if (c == '\n') {
            return;
        }
        if (c == '"' || c == '\'') {
            skip_quoted(cursor, c);
        }
    }
}

void line_directives_blank(char *source, size_t length)
{
    struct cursor cursor = {source, length, 0};
    while (cursor.at < length) {
        skip_blanks(&cursor);
        size_t begin = cursor.at;
        if (peek(&cursor) == '#') {
            (void)take(&cursor);
        } else if (!skip_pair(&cursor, '%', ':')) {
            skip_line(&cursor);
            continue;
        }
        if (!is_about_lines(cursor)) {
            skip_line(&cursor);
            continue;
        }
        skip_line(&cursor);
        blank(&cursor, begin);
    }
}
