#include "disguise.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "tokens/lexer.h"

#include <stdbool.h>
#include <string.h>

struct piece {
    size_t begin, end; /* tokens of one declaration or definition at the top level */
};

static bool is_byte(const char *source, const struct token *token, char byte)
{
    return token->kind == TOKEN_PUNCTUATOR && source[token->begin] == byte;
}

/* Each ends with the brace or semicolon that ends it outside of all braces. */
static struct piece *cut(const char *source, const struct token *tokens, size_t count,
                         size_t *piece_count)
{
    struct piece *pieces = NULL;
    size_t depth = 0;
    size_t begin = 0;
    *piece_count = 0;
    for (size_t i = 0; i < count; i++) {
        depth += is_byte(source, &tokens[i], '{');
        depth -= is_byte(source, &tokens[i], '}');
        bool ends =
            depth == 0 && (is_byte(source, &tokens[i], '}') || is_byte(source, &tokens[i], ';') ||
                           tokens[i].kind == TOKEN_DIRECTIVE);
        if (ends || i + 1 == count) {
            *memory_append(&pieces, piece_count) = (struct piece){begin, i + 1};
            begin = i + 1;
        }
    }
    return pieces;
}

static bool is_keyword(const char *name, size_t length)
{
    static const char words[] = " auto break case char const continue default do double else enum "
                                "extern float for goto if inline int long restrict return short "
                                "signed sizeof static struct switch typedef union unsigned void "
                                "volatile while bool true false NULL _Atomic _Static_assert ";
    AUTO_FREE char *word = memory_format(" %.*s ", (int)length, name);
    return strstr(words, word) != NULL;
}

/* A call may be one of the system's functions, which keep their names. */
static bool may_be_renamed(const char *source, const struct token *token)
{
    size_t behind = token->end + strspn(source + token->end, " \n");
    return token->kind == TOKEN_NAME && source[behind] != '(' &&
           !is_keyword(source + token->begin, token->end - token->begin);
}

static void append_token(struct text *out, const char *source, const struct token *token,
                         size_t number)
{
    if (token->kind == TOKEN_DIRECTIVE) {
        text_append(out, "\n");
    }
    if (token->kind == TOKEN_NUMBER) {
        text_append(out, "4711");
    } else {
        text_append(out, may_be_renamed(source, token) ? "my_" : "");
        text_append_bytes(out, source + token->begin, token->end - token->begin);
    }
    bool include = token->kind == TOKEN_DIRECTIVE;
    text_append(out, include || number % 7 == 0 ? "\n" : " ");
}

char *disguise_make(const char *source)
{
    AUTO_FREE struct token *tokens = NULL;
    size_t count = lexer_run_leniently(source, &tokens);
    size_t piece_count;
    AUTO_FREE struct piece *pieces = cut(source, tokens, count, &piece_count);
    AUTO_TEXT struct text out = {0};
    for (size_t i = piece_count; i-- > 0;) {
        for (size_t k = pieces[i].begin; k < pieces[i].end; k++) {
            append_token(&out, source, &tokens[k], k);
        }
    }
    return text_steal(&out);
}
