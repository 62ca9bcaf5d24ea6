#include "tokens/lexer.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <ctype.h>
#include <string.h>

struct lexer {
    const char *text;
    size_t at;
    unsigned line;
    bool lenient;
};

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void advance(struct lexer *lexer, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        lexer->line += lexer->text[lexer->at] == '\n';
        lexer->at++;
    }
}

static bool skip_comment(struct lexer *lexer, struct error *err)
{
    const char *end = strstr(lexer->text + lexer->at + 2, "*/");
    if (end == NULL && lexer->lenient) {
        advance(lexer, strlen(lexer->text + lexer->at));
        return true;
    }
    if (end == NULL) {
        return error_set(err, "line %u begins a comment that has no end", lexer->line);
    }
    advance(lexer, (size_t)(end + 2 - (lexer->text + lexer->at)));
    return true;
}

/* White space, comments, and the backslashes that join lines. */
static bool skip_blank(struct lexer *lexer, struct error *err)
{
    for (;;) {
        const char *here = lexer->text + lexer->at;
        if (isspace((unsigned char)*here)) {
            advance(lexer, 1);
        } else if (strncmp(here, "\\\n", 2) == 0) {
            advance(lexer, 2);
        } else if (strncmp(here, "//", 2) == 0) {
            advance(lexer, strcspn(here, "\n"));
        } else if (strncmp(here, "/*", 2) == 0) {
            if (!skip_comment(lexer, err)) {
                return false;
            }
        } else {
            return true;
        }
    }
}

static bool quoted_length(const struct lexer *lexer, size_t *length, struct error *err)
{
    const char *here = lexer->text + lexer->at;
    size_t at = 1;
    while (here[at] != here[0]) {
        if (here[at] == '\0' || here[at] == '\n') {
            *length = 1;
            return lexer->lenient ||
                   error_set(err, "line %u holds a quotation mark that has no partner",
                             lexer->line);
        }
        at += here[at] == '\\' && here[at + 1] != '\0' ? 2 : 1;
    }
    *length = at + 1;
    return true;
}

/* A preprocessing number: a sign belongs to it behind an exponent, which a hexadecimal E is not. */
static size_t number_length(const char *here)
{
    const char *exponents = here[0] == '0' && (here[1] == 'x' || here[1] == 'X') ? "pP" : "eE";
    size_t at = 1;
    while (is_word(here[at]) || here[at] == '.' ||
           ((here[at] == '+' || here[at] == '-') && strchr(exponents, here[at - 1]) != NULL)) {
        at++;
    }
    return at;
}

static size_t word_length(const char *here)
{
    size_t at = 0;
    while (is_word(here[at])) {
        at++;
    }
    return at;
}

static size_t punctuator_length(const char *here)
{
    static const char *const long_ones[] = {"...", "<<=", ">>=", "->", "++", "--", "<<", ">>",
                                            "<=",  ">=",  "==",  "!=", "&&", "||", "*=", "/=",
                                            "%=",  "+=",  "-=",  "&=", "^=", "|=", "##"};
    for (size_t i = 0; i < sizeof long_ones / sizeof long_ones[0]; i++) {
        if (strncmp(here, long_ones[i], strlen(long_ones[i])) == 0) {
            return strlen(long_ones[i]);
        }
    }
    return 1;
}

/* `#define NAME`, or a whole directive with the lines that a backslash joins to it. */
static size_t directive_length(const char *here)
{
    size_t at = 1 + strspn(here + 1, " \t");
    if (strncmp(here + at, "define", 6) == 0) {
        at += 6;
        at += strspn(here + at, " \t");
        return at + word_length(here + at);
    }
    while (here[at] != '\0' && (here[at] != '\n' || here[at - 1] == '\\')) {
        at++;
    }
    return at;
}

static bool next_token(struct lexer *lexer, struct token *token, struct error *err)
{
    const char *here = lexer->text + lexer->at;
    size_t length = 0;
    *token = (struct token){.begin = lexer->at, .line = lexer->line};
    if (*here == '"' || *here == '\'') {
        token->kind = *here == '"' ? TOKEN_STRING : TOKEN_CHARACTER;
        if (!quoted_length(lexer, &length, err)) {
            return false;
        }
        token->kind = length > 1 ? token->kind : TOKEN_PUNCTUATOR;
    } else if (isdigit((unsigned char)*here)) {
        token->kind = TOKEN_NUMBER;
        length = number_length(here);
    } else if (is_word(*here)) {
        token->kind = TOKEN_NAME;
        length = word_length(here);
    } else if (*here == '#') {
        token->kind = TOKEN_DIRECTIVE;
        length = directive_length(here);
    } else {
        token->kind = TOKEN_PUNCTUATOR;
        length = punctuator_length(here);
    }
    advance(lexer, length);
    token->end = lexer->at;
    return true;
}

static bool run(struct lexer *lexer, struct token **tokens, size_t *count, struct error *err)
{
    AUTO_FREE struct token *found = NULL;
    *count = 0;
    while (skip_blank(lexer, err)) {
        if (lexer->text[lexer->at] == '\0') {
            *tokens = steal_pointer(&found);
            return true;
        }
        struct token token;
        if (!next_token(lexer, &token, err)) {
            return false;
        }
        *memory_append(&found, count) = token;
    }
    return false;
}

bool lexer_run(const char *text, struct token **tokens, size_t *count, struct error *err)
{
    struct lexer lexer = {.text = text, .line = 1};
    return run(&lexer, tokens, count, err);
}

size_t lexer_run_leniently(const char *text, struct token **tokens)
{
    struct lexer lexer = {.text = text, .line = 1, .lenient = true};
    struct error none;
    size_t count = 0;
    (void)run(&lexer, tokens, &count, &none);
    return count;
}
