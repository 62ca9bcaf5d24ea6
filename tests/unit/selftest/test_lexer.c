#include "base/cleanup.h"
#include "base/text.h"
#include "selftest/mutation/lexer.h"
#include "selftest/mutation/program.h"
#include "selftest/mutation/squeeze.h"

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
    struct program program;
    struct error err;
    cr_assert_not(program_read(text, &program, &err), "%s", text);
    cr_assert_not_null(strstr(err.message, words), "%s", err.message);
}

Test(lexer, what_has_no_end)
{
    expect_fault("a\n/* b", "line 2 begins a comment that has no end");
    expect_fault("\n\n\"a\nb\"", "line 3 holds a quotation mark that has no partner");
    expect_fault("'", "line 1 holds a quotation mark");
    expect_fault("\"a\\", "line 1 holds a quotation mark");
}

Test(program, brackets)
{
    expect_fault("f(a]", "brackets");
    expect_fault("f(", "brackets");
    expect_fault(")", "brackets");
}

/* What each statement is, in one letter, and its first token. */
static void expect_statements(const char *text, const char *letters)
{
    static const char kinds[] = {
        [STATEMENT_DECLARATION] = 'd', [STATEMENT_CALL] = 'c',   [STATEMENT_ASSIGNMENT] = 'a',
        [STATEMENT_EXPRESSION] = 'e',  [STATEMENT_RETURN] = 'r', [STATEMENT_JUMP] = 'j',
        [STATEMENT_IF] = 'i',          [STATEMENT_LOOP] = 'l',   [STATEMENT_BLOCK] = '{'};
    struct program program;
    struct error err;
    AUTO_TEXT struct text found = {0};
    cr_assert(program_read(text, &program, &err), "%s", err.message);
    for (size_t i = 0; i < program.statement_count; i++) {
        text_append_bytes(&found, &kinds[program.statements[i].kind], 1);
    }
    cr_assert_str_eq(text_string(&found), letters);
    program_finish(&program);
}

Test(program, statements)
{
    expect_statements("int a = 1; struct b { int c; };", "");
    expect_statements(
        "int f(void)\n{\n    struct b c; char *d = e; f_t g; h(); (void)i(); j = k(); "
        "l++; return 0; }",
        "{dddccaer");
    expect_statements("void f(void) { if (a) b(); else if (c) { d(); } else e = 1; }", "{ici{ca");
    expect_statements("void f(void) { for (;;) { break; } do { continue; } while (a); "
                      "while (b) { } return; }",
                      "{l{jl{jl{r");
}

Test(squeeze, comments_and_blanks)
{
    static const char text[] = "  a /* b */\n\tc // d\n \"e  /* f\" ' ' ";
    AUTO_FREE char *plain = squeeze_source(text, strlen(text));
    cr_assert_str_eq(plain, "a c \"e  /* f\" ' '");
}
