#include "model/manifest_scan.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

int manifest_scan_include(const char *text)
{
    int line = 1;
    for (size_t left = strlen(text); left > 0; line++) {
        size_t length = text_line_length(text, left);
        size_t blanks = 0;
        while (blanks < length && (text[blanks] == ' ' || text[blanks] == '\t')) {
            blanks++;
        }
        if (strncmp(text + blanks, "@include", strlen("@include")) == 0) {
            return line;
        }
        size_t used = length < left ? length + 1 : length;
        text += used;
        left -= used;
    }
    return 0;
}

static bool begins(const char *at, const char *word)
{
    return strncmp(at, word, strlen(word)) == 0;
}

/* Behind a comment or a string that begins here; `at` where none does. */
static const char *skip_words(const char *at)
{
    if (*at == '#' || begins(at, "//")) {
        return at + strcspn(at, "\n");
    }
    if (begins(at, "/*")) {
        const char *end = strstr(at + 2, "*/");
        return end != NULL ? end + 2 : at + strlen(at);
    }
    if (*at != '"') {
        return at;
    }
    for (at++; *at != '\0' && *at != '"'; at++) {
        at += *at == '\\' && at[1] != '\0';
    }
    return *at != '\0' ? at + 1 : at;
}

/* One name or number, of whatever it is made; 0: none begins here. */
static size_t token_length(const char *at)
{
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) || at[length] == '_' || at[length] == '.') {
        length++;
    }
    return length;
}

/* 12, 0x1f and 12L are; 1.5, 1e3 and a name are not. */
static bool is_large(const char *token, size_t length)
{
    char *end;
    if (!isdigit((unsigned char)*token)) {
        return false;
    }
    unsigned long long value = strtoull(token, &end, begins(token, "0x") ? 16 : 10);
    size_t rest = length - (size_t)(end - token);
    return value > INT_MAX && strspn(end, "lL") >= rest;
}

static int lines_between(const char *from, const char *to)
{
    int count = 0;
    for (; from < to; from++) {
        count += *from == '\n';
    }
    return count;
}

int manifest_scan_large_number(const char *text)
{
    int line = 1;
    while (*text != '\0') {
        const char *behind = skip_words(text);
        size_t length = token_length(text);
        if (behind == text && length > 0 && is_large(text, length)) {
            return line;
        }
        if (behind == text) {
            behind += length > 0 ? length : 1;
        }
        line += lines_between(text, behind);
        text = behind;
    }
    return 0;
}
