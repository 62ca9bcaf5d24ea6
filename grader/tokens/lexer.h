/* A C source as tokens. No preprocessing: what stands in the file counts.
 *
 * Comments and white space are between tokens and belong to none. A directive is one token, but for
 * `#define NAME`, which is one while the body behind it is ordinary tokens: constants live there.
 */
#ifndef WORKBOOK_TOKENS_LEXER_H
#define WORKBOOK_TOKENS_LEXER_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_NAME, /* keywords too */
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_CHARACTER,
    TOKEN_PUNCTUATOR,
    TOKEN_DIRECTIVE,
};

struct token {
    enum token_kind kind;
    size_t begin, end; /* bytes of the text; end is behind the last */
    unsigned line;     /* from 1 */
};

/* False when a comment, string or character constant has no end. *tokens is owned by the caller. */
bool lexer_run(const char *text, struct token **tokens, size_t *count, struct error *err);

/* The same of a text that may be anything: a quotation mark without a partner is a punctuator, a comment without an
 * end goes on to the end of the text. Returns how many there are. */
size_t lexer_run_leniently(const char *text, struct token **tokens);

#endif
