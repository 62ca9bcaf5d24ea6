#include "similarity/code.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"
#include "tokens/lexer.h"

/* Values of the symbols that stand for many; all others are hashes, with the highest bit set. */
enum { SYMBOL_NAME = 1, SYMBOL_OWN_FUNCTION, SYMBOL_NUMBER, SYMBOL_STRING, SYMBOL_DEFINE };

static const char *const keywords[] = {
    "auto",     "break",     "case",           "char",
    "const",    "continue",  "default",        "do",
    "double",   "else",      "enum",           "extern",
    "float",    "for",       "goto",           "if",
    "inline",   "int",       "long",           "register",
    "restrict", "return",    "short",          "signed",
    "sizeof",   "static",    "struct",         "switch",
    "typedef",  "union",     "unsigned",       "void",
    "volatile", "while",     "_Alignas",       "_Atomic",
    "_Bool",    "_Noreturn", "_Static_assert", "_Thread_local",
    "bool",     "true",      "false",          "NULL",
};

struct reader {
    const char *text;
    const struct token *tokens;
    size_t count;
    /* names of the functions and macros that the text itself defines or declares */
    struct span *own;
    size_t own_count;
};

struct span {
    const char *bytes;
    size_t length;
};

static struct span span_of(const struct reader *reader, size_t at)
{
    const struct token *token = &reader->tokens[at];
    return (struct span){reader->text + token->begin, token->end - token->begin};
}

static bool span_is(struct span span, const char *word)
{
    return strlen(word) == span.length && memcmp(span.bytes, word, span.length) == 0;
}

static bool is_punctuator(const struct reader *reader, size_t at, char byte)
{
    return at < reader->count && reader->tokens[at].kind == TOKEN_PUNCTUATOR &&
           reader->text[reader->tokens[at].begin] == byte;
}

static bool is_keyword(struct span span)
{
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (span_is(span, keywords[i])) {
            return true;
        }
    }
    return false;
}

static void add_own(struct reader *reader, struct span name)
{
    *memory_append(&reader->own, &reader->own_count) = name;
}

/* The NAME of "#define NAME". */
static struct span defined_name(struct span directive)
{
    size_t begin = directive.length;
    while (begin > 0 && strchr(" \t", directive.bytes[begin - 1]) == NULL) {
        begin--;
    }
    return (struct span){directive.bytes + begin, directive.length - begin};
}

static bool is_define(struct span directive)
{
    size_t at = 1;
    while (at < directive.length && strchr(" \t", directive.bytes[at]) != NULL) {
        at++;
    }
    return directive.length - at > 6 && memcmp(directive.bytes + at, "define", 6) == 0;
}

/* Outside of all braces a name before a parenthesis is a function that is defined or declared there. */
static void find_own_names(struct reader *reader)
{
    size_t depth = 0;
    for (size_t i = 0; i < reader->count; i++) {
        if (is_punctuator(reader, i, '{')) {
            depth++;
        } else if (is_punctuator(reader, i, '}')) {
            depth -= depth > 0;
        } else if (reader->tokens[i].kind == TOKEN_DIRECTIVE && is_define(span_of(reader, i))) {
            add_own(reader, defined_name(span_of(reader, i)));
        } else if (depth == 0 && reader->tokens[i].kind == TOKEN_NAME &&
                   is_punctuator(reader, i + 1, '(')) {
            add_own(reader, span_of(reader, i));
        }
    }
}

static bool is_own(const struct reader *reader, struct span name)
{
    for (size_t i = 0; i < reader->own_count; i++) {
        if (reader->own[i].length == name.length &&
            memcmp(reader->own[i].bytes, name.bytes, name.length) == 0) {
            return true;
        }
    }
    return false;
}

/* FNV-1a (Fowler, Noll, Vo). */
static uint32_t hash_span(struct span span)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < span.length; i++) {
        hash = (hash ^ (unsigned char)span.bytes[i]) * 16777619u;
    }
    return hash | 0x80000000u;
}

static uint32_t name_value(const struct reader *reader, size_t at)
{
    struct span name = span_of(reader, at);
    if (is_keyword(name)) {
        return hash_span(name);
    }
    if (!is_punctuator(reader, at + 1, '(')) {
        return SYMBOL_NAME;
    }
    return is_own(reader, name) ? SYMBOL_OWN_FUNCTION : hash_span(name);
}

/* 0: none. */
static uint32_t token_value(const struct reader *reader, size_t at)
{
    switch (reader->tokens[at].kind) {
    case TOKEN_NAME:
        return name_value(reader, at);
    case TOKEN_NUMBER:
    case TOKEN_CHARACTER:
        return SYMBOL_NUMBER;
    case TOKEN_STRING:
        return SYMBOL_STRING;
    case TOKEN_DIRECTIVE:
        return is_define(span_of(reader, at)) ? SYMBOL_DEFINE : 0;
    case TOKEN_PUNCTUATOR:
        break;
    }
    return hash_span(span_of(reader, at));
}

/* Counts the pieces: one ends with the brace or the semicolon that is outside of all braces, or before a #define. */
struct piece_counter {
    size_t depth;
    unsigned piece;
    bool ended;
};

static unsigned count_piece(struct piece_counter *counter, const struct reader *reader, size_t at)
{
    counter->piece += counter->ended || reader->tokens[at].kind == TOKEN_DIRECTIVE;
    counter->depth += is_punctuator(reader, at, '{');
    bool closes = is_punctuator(reader, at, '}');
    counter->depth -= closes && counter->depth > 0;
    counter->ended = counter->depth == 0 && (closes || is_punctuator(reader, at, ';'));
    return counter->piece;
}

void code_read(struct code *code, const char *text)
{
    *code = (struct code){0};
    AUTO_FREE struct token *tokens = NULL;
    size_t count = lexer_run_leniently(text, &tokens);
    struct reader reader = {.text = text, .tokens = tokens, .count = count};
    struct piece_counter counter = {0};
    find_own_names(&reader);
    for (size_t i = 0; i < count; i++) {
        unsigned piece = count_piece(&counter, &reader, i);
        uint32_t value = token_value(&reader, i);
        if (value != 0) {
            *memory_append(&code->symbols, &code->count) =
                (struct code_symbol){.value = value, .line = tokens[i].line, .piece = piece};
        }
    }
    free(reader.own);
}

void code_finish(struct code *code)
{
    free(code->symbols);
    *code = (struct code){0};
}
