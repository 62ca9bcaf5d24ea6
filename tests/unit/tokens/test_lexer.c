#include "base/cleanup.h"
#include "base/text.h"
#include "tokens/lexer.h"

#include <criterion/criterion.h>
#include <string.h>

/* The tokens, each between bars: |int|main| */
static char *lex(const char *text)
{
    AUTO_FREE struct token *tokens = NULL;
    AUTO_TEXT struct text out = {0};
    size_t count;
    struct error err;
    cr_assert(lexer_run(text, &tokens, &count, &err), "%s", err.message);
    text_append(&out, "|");
    for (size_t i = 0; i < count; i++) {
        text_append_bytes(&out, text + tokens[i].begin, tokens[i].end - tokens[i].begin);
        text_append(&out, "|");
    }
    return text_steal(&out);
}

static void expect(const char *text, const char *tokens)
{
    AUTO_FREE char *found = lex(text);
    cr_assert_str_eq(found, tokens);
}

Test(lexer, tokens)
{
    expect("", "|");
    expect("a+++b", "|a|++|+|b|");
    expect("x->y<<=2;", "|x|->|y|<<=|2|;|");
    expect("f(a, ...)", "|f|(|a|,|...|)|");
    expect("0x1F + 1e-3 + 0777UL - .5", "|0x1F|+|1e-3|+|0777UL|-|.|5|");
    expect("0xE-1", "|0xE|-|1|");
    expect("0.5e-3+0x1p+2", "|0.5e-3|+|0x1p+2|");
    expect("\"a\\\"b\" 'c' '\\''", "|\"a\\\"b\"|'c'|'\\''|");
}

Test(lexer, comments_are_none)
{
    expect("a /* b \"c */ d // e 'f\ng", "|a|d|g|");
    expect("\"/* no comment */\"", "|\"/* no comment */\"|");
    expect("a /", "|a|/|");
}

Test(lexer, directives)
{
    expect("#include <a.h>\nb", "|#include <a.h>|b|");
    expect("#define MASK 0777\nb", "|#define MASK|0777|b|");
    expect("#if A \\\n    && B\nc", "|#if A \\\n    && B|c|");
    expect("#  define F(x) \\\n (x)\nc", "|#  define F|(|x|)|(|x|)|c|");
}

Test(lexer, lines_and_kinds)
{
    AUTO_FREE struct token *tokens = NULL;
    size_t count;
    struct error err;
    cr_assert(lexer_run("#define A 1\n/*\n*/ b = 'c' \\\n + \"d\";", &tokens, &count, &err));
    const enum token_kind kinds[] = {TOKEN_DIRECTIVE,  TOKEN_NUMBER,    TOKEN_NAME,
                                     TOKEN_PUNCTUATOR, TOKEN_CHARACTER, TOKEN_PUNCTUATOR,
                                     TOKEN_STRING,     TOKEN_PUNCTUATOR};
    const unsigned lines[] = {1, 1, 3, 3, 3, 4, 4, 4};
    cr_assert_eq(count, 8);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(tokens[i].kind, kinds[i], "token %zu", i);
        cr_assert_eq(tokens[i].line, lines[i], "token %zu", i);
    }
}

static void expect_fault(const char *text, const char *words)
{
    AUTO_FREE struct token *tokens = NULL;
    size_t count;
    struct error err;
    cr_assert_not(lexer_run(text, &tokens, &count, &err), "%s", text);
    cr_assert_not_null(strstr(err.message, words), "%s", err.message);
}

Test(lexer, what_has_no_end)
{
    expect_fault("a\n/* b", "line 2 begins a comment that has no end");
    expect_fault("\n\n\"a\nb\"", "line 3 holds a quotation mark that has no partner");
    expect_fault("'", "line 1 holds a quotation mark");
    expect_fault("\"a\\", "line 1 holds a quotation mark");
}

/* What a compiler refuses, or skips behind #if 0, has words to compare all the same. */
Test(lexer, leniently)
{
    AUTO_FREE struct token *tokens = NULL;
    size_t count = lexer_run_leniently("don't\n\"a\nb /* c", &tokens);
    cr_assert_eq(count, 6);
    cr_assert_eq(tokens[1].kind, TOKEN_PUNCTUATOR);
    cr_assert_eq(tokens[5].line, 3);
    cr_assert_eq(tokens[5].end, strlen("don't\n\"a\nb"));
}
