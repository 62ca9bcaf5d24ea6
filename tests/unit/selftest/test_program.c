#include "base/cleanup.h"
#include "base/text.h"
#include "selftest/mutation/program.h"
#include "selftest/mutation/squeeze.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect_fault(const char *text, const char *words)
{
    struct program program;
    struct error err;
    cr_assert_not(program_read(text, &program, &err), "%s", text);
    cr_assert_not_null(strstr(err.message, words), "%s", err.message);
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
