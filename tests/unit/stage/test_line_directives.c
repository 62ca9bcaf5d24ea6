#include "stage/line_directives.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <criterion/criterion.h>
#include <stdbool.h>
#include <string.h>

static char *without_blanks(const char *text)
{
    char *copy = memory_copy_string(text);
    size_t kept = 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        copy[kept] = text[i];
        kept += text[i] != ' ';
    }
    copy[kept] = '\0';
    return copy;
}

/* Where nothing is blanked each byte stays at its place, and each line end everywhere. */
static void expect(const char *source, const char *rest)
{
    AUTO_FREE char *copy = memory_copy_string(source);
    line_directives_blank(copy, strlen(copy));
    AUTO_FREE char *wanted = without_blanks(rest);
    AUTO_FREE char *found = without_blanks(copy);
    cr_assert_str_eq(found, wanted, "%s became %s", source, copy);
    cr_assert_eq(strlen(copy), strlen(source));
    for (size_t i = 0; source[i] != '\0'; i++) {
        bool ends_line = source[i] == '\n' || source[i] == '\r';
        cr_assert(copy[i] == source[i] || (copy[i] == ' ' && !ends_line));
    }
}

static void expect_untouched(const char *source)
{
    expect(source, source);
}

Test(line_directives, what_says_where_it_is)
{
    expect("#line 7\nint x;\n", "\nint x;\n");
    expect("int y;\n  # line 7 \"a.c\"\nint x;", "int y;\n\nint x;");
    expect("# 12 \"/usr/include/errno.h\" 1 3 4\n", "\n");
    expect("#line __COUNTER__", "");
    expect("#line 0\r\nint x;\r\n", "\r\nint x;\r\n");
    expect("int y;\r#line 7\rint x;\r", "int y;\r\rint x;\r");
}

/* As the compiler reads it. */
Test(line_directives, in_every_disguise)
{
    expect("#li\\\nne 7\nx", "\n\nx");
    expect("#li\\  \nne 7\nx", "\n\nx");
    expect("#\\\n\\\n7\nx", "\n \n \nx");
    expect("%:line 7\nx", "\nx");
    expect("%\\\n:line 7\nx", "\n\nx");
    expect("?\?=line 7\nx", "\nx");
    expect("#li?\?/\nne 7\nx", "\n\nx");
    expect("/* a */ # /* b */ line /* c\n */ 7\nx", "/* a */\n\nx");
    expect("/*\n*/#line 7\nx", "/*\n*/\nx");
    expect("#line 7 // \\\nx\ny", "\n \ny");
}

Test(line_directives, what_only_looks_like_it)
{
    expect_untouched("");
    expect_untouched("#");
    expect_untouched("#define line 7\n#lineage 7\n#line7\n#lin 7\n");
    expect_untouched("int x; #line 7\n");
    expect_untouched("int x; /*\n*/ #line 7\n");
    expect_untouched("/* \n#line 7\n */");
    expect_untouched("// \\\n#line 7\n");
    expect_untouched("#define A \\\n#line 7\n");
    expect_untouched("char *s = \"\\\n#line 7\n\";");
    expect_untouched("'\\\n#line 7\n");
    expect_untouched("/* no end\n#line 7\n");
}

Test(line_directives, behind_what_leads_astray)
{
    expect("char *s = \"/*\";\n#line 7\n", "char *s = \"/*\";\n\n");
    expect("char *s = \"\\\"/*\";\n#line 7\n", "char *s = \"\\\"/*\";\n\n");
    expect("char c = '\"';\n#line 7\n", "char c = '\"';\n\n");
    expect("#if 0\ndon't /\n#endif\n#line 7\n", "#if 0\ndon't /\n#endif\n\n");
    expect("//* \n#line 7\n", "//* \n\n");
    expect("/**/#line 7\n", "/**/\n");
}
