#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "selftest/mutation/mutant.h"
#include "selftest/mutation/operators.h"

#include <criterion/criterion.h>
#include <string.h>

/* The operator makes of a function's body exactly these, each in its brackets. A body on one line is
 * wholly in the mutant's words. */
static const struct {
    const char *operator_name, *body, *mutants;
} rows[] = {
    {"drop-call", "f(a); b = g(); (void)h();", "[; b = g(); (void)h();][f(a); b = g(); ;]"},
    {"drop-assignment", "errno = E; a += 1; f();", "[; a += 1; f();][errno = E; ; f();]"},
    {"drop-jump", "for (;;) { break; }", "[for (;;) { ; }]"},
    {"drop-return", "if (a) { return b; } return c;", "[if (a) { ; } return c;]"},
    {"return-value", "if (a) { return 0; } return -1;",
     "[if (a) { return -1; } return -1;][if (a) { return 0; } return 0;]"},
    {"return-value", "if (a) { return true; } return b;", "[if (a) { return true; } return 0;]"},
    {"lose-result", "return f(a);", "[return (f(a), 0);]"},
    {"condition-false", "if (a) { } while (b) { }",
     "[if (0) { } while (b) { }][if (a) { } while (0) { }]"},
    {"condition-true", "if (a) { } while (b) { }", "[if (1) { } while (b) { }]"},
    {"negate", "if (a == b) { } do { } while (c);",
     "[if (!(a == b)) { } do { } while (c);][if (a == b) { } do { } while (!(c));]"},
    {"swap-statements", "int a; a = f(); g(a); int b = -1; return a;",
     "[int a; g(a); a = f(); int b = -1; return a;]"},
    {"boundary", "x = a < b && c <= d && e > f && g >= h;",
     "[x = a <= b && c <= d && e > f && g >= h;][x = a < b && c < d && e > f && g >= h;]"
     "[x = a < b && c <= d && e >= f && g >= h;][x = a < b && c <= d && e > f && g > h;]"},
    {"equality", "x = a == b || c != d;", "[x = a != b || c != d;][x = a == b || c == d;]"},
    {"arithmetic", "x = -a + b->c * d; struct e *f = (g_t)-1;",
     "[x = -a - b->c * d; struct e *f = (g_t)-1;][x = -a + b->c / d; struct e *f = (g_t)-1;]"},
    {"logic", "x = a && b || c;", "[x = a || b || c;][x = a && b && c;]"},
    {"drop-clause", "if (a == 0 || f(b, c) || d) { }",
     "[if (0 || f(b, c) || d) { }][if (a == 0 || 0 || d) { }][if (a == 0 || f(b, c) || 0) { }]"},
    {"drop-clause", "x = a && b;", "[x = 1 && b;][x = a && 1;]"},
    {"drop-flag", "f(a, B | C | (int)d);", "[f(a, C | (int)d);][f(a, B | (int)d);][f(a, B | C );]"},
    {"drop-operand", "x = (a & ~b) + f(&c) * d[1]; e >>= g >> 8;",
     "[x = (a ) + f(&c) * d[1]; e >>= g >> 8;][x = (a & ~b) * d[1]; e >>= g >> 8;]"
     "[x = (a & ~b) + f(&c) ; e >>= g >> 8;][x = (a & ~b) + f(&c) * d[1]; e >>= g ;]"},
    {"drop-sign", "x = ~a; y = -1; z = b - c;",
     "[x = a; y = -1; z = b - c;]"
     "[x = ~a; y = 1; z = b - c;]"},
    {"drop-cast", "x = (size_t)a + sizeof(int) + (struct s *)b + f(c);",
     "[x = a + sizeof(int) + (struct s *)b + f(c);]"
     "[x = (size_t)a + sizeof(int) + b + f(c);]"},
    {"choose-arm", "f(a ? b : c, d);", "[f(a ? b : b, d);][f(a ? c : c, d);]"},
    {"choose-arm", "return a ? b ? c : d : e;",
     "[return a ? b ? c : d : b ? c : d;][return a ? e : e;]"
     "[return a ? b ? c : c : e;][return a ? b ? d : d : e;]"},
    {"constant", "x = 0; y = 0777; z = 0x1fU; w = 5000L;",
     "[x = 1; y = 0777; z = 0x1fU; w = 5000L;][x = 0; y = 01000; z = 0x1fU; w = 5000L;]"
     "[x = 0; y = 0776; z = 0x1fU; w = 5000L;][x = 0; y = 0777; z = 0x20U; w = 5000L;]"
     "[x = 0; y = 0777; z = 0x1eU; w = 5000L;][x = 0; y = 0777; z = 0x1fU; w = 50000L;]"
     "[x = 0; y = 0777; z = 0x1fU; w = 500L;]"},
    {"constant", "x = -1; y = 2 - 1; return -1;",
     "[x = -2; y = 2 - 1; return -1;][x = 0; y = 2 - 1; return -1;][x = -1; y = 3 - 1; return -1;]"
     "[x = -1; y = 1 - 1; return -1;][x = -1; y = 2 - 2; return -1;][x = -1; y = 2 - 0; return -1;]"
     "[x = -1; y = 2 - 1; return -2;]"},
    {"character", "x = '/'; y = '\\0';", "[x = '\\0'; y = '\\0';][x = '/'; y = ' ';]"},
    {"string", "f(\"%d\", \"\");", "[f(\"\", \"\");]"},
    {"opposite", "f(true, false);", "[f(false, false);][f(true, true);]"},
    {"zero-flag", "f(SHM_RDONLY, O_RDWR | O_CREAT, O_RDONLY);",
     "[f(0, O_RDWR | O_CREAT, O_RDONLY);]"},
    {"wrong-errno", "errno = ERANGE;", "[errno = EINVAL;]"},
    {"look-alike", "f(MAP_SHARED, a->uid);", "[f(MAP_PRIVATE, a->uid);][f(MAP_SHARED, a->cuid);]"},
    {"memory-order", "f(a, memory_order_acq_rel);",
     "[f(a, memory_order_acquire);][f(a, memory_order_release);][f(a, memory_order_relaxed);]"},
    {"sizeof", "x = sizeof \"ab\" + sizeof(struct s);",
     "[x = (sizeof \"ab\" - 1) + sizeof(struct s);][x = sizeof \"ab\" + sizeof(void *);]"},
    {"swap-arguments", "f(a, g(b), \"c,d\"); if (h()) { }",
     "[f(g(b), a, \"c,d\"); if (h()) { }][f(a, \"c,d\", g(b)); if (h()) { }]"},
    {"null-argument", "f(NULL, a == NULL);", "[f((void *)4096, a == NULL);]"},
    {"drop-field", "x = (struct s){.a = f(1, 2), .b = 3, .c = 0};",
     "[x = (struct s){ .b = 3, .c = 0};][x = (struct s){.a = f(1, 2), .c = 0};]"},
};

/* The after of each mutant of the operator, without the function around the body. */
static char *mutate(const char *operator_name, const char *body)
{
    AUTO_FREE char *source = memory_format("int work(void)\n{\n%s\n}\n", body);
    AUTO_TEXT struct text found = {0};
    struct mutant_list list;
    struct error err;
    cr_assert(mutants_generate(source, &list, &err), "%s", err.message);
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].operator_name, operator_name) == 0) {
            cr_assert_str_eq(list.items[i].before, body);
            cr_assert_eq(list.items[i].line, 3);
            text_format(&found, "[%s]", list.items[i].after);
        }
    }
    mutants_finish(&list);
    return text_steal(&found);
}

Test(operators, what_each_makes_of_a_snippet)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        AUTO_FREE char *found = mutate(rows[i].operator_name, rows[i].body);
        cr_expect_str_eq(found, rows[i].mutants, "%s: %s\n   %s", rows[i].operator_name, found,
                         rows[i].mutants);
    }
}

Test(operators, none_without_a_snippet)
{
    size_t count;
    const struct mutation_operator *operators = mutation_operators(&count);
    for (size_t i = 0; i < count; i++) {
        bool tried = false;
        for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
            tried = tried || strcmp(rows[k].operator_name, operators[i].name) == 0;
        }
        cr_expect(tried, "%s", operators[i].name);
        cr_expect_gt(strlen(operators[i].summary), 0);
    }
}

static struct mutant_list generate(const char *source)
{
    struct mutant_list list;
    struct error err;
    cr_assert(mutants_generate(source, &list, &err), "%s", err.message);
    return list;
}

static const struct mutant *find(const struct mutant_list *list, const char *identity)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].identity, identity) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}

Test(mutant, identity_survives_edits_elsewhere)
{
    struct mutant_list one = generate("void f(void)\n{\n    g(1);\n}\n");
    struct mutant_list two =
        generate("int other;\n\nvoid e(void)\n{\n    g(1);\n}\nvoid f(void)\n{\n"
                 "    /* why */ g( 1); // here\n    g(2);\n}\n");
    cr_assert_eq(find(&one, "drop-call in f: g(1); -> ;")->line, 3);
    cr_assert_null(find(&two, "drop-call in f: g(1); -> ;"), "blanks inside are part of the line");
    cr_assert_eq(find(&two, "drop-call in f: g( 1); -> ;")->line, 9);
    cr_assert_not_null(find(&two, "drop-call in e: g(1); -> ;"));
    mutants_finish(&one);
    mutants_finish(&two);
}

Test(mutant, namesakes_are_numbered)
{
    struct mutant_list list = generate("void f(void)\n{\n    g();\n    h();\n    g();\n}\n");
    const struct mutant *first = find(&list, "drop-call in f: g(); -> ;");
    const struct mutant *second = find(&list, "drop-call in f: g(); -> ; #2");
    cr_assert_eq(first->line, 3);
    cr_assert_eq(second->line, 5);
    mutants_finish(&list);
}

Test(mutant, no_two_are_the_same_source)
{
    /* "1" in place of a clause is "1" in place of the condition, and `0` is `1` less one. */
    static const char source[] =
        "#define A 1\nint f(int a)\n{\n    if (a && A) {\n        return -1;\n"
        "    }\n    return 0;\n}\n";
    struct mutant_list list = generate(source);
    for (size_t i = 0; i < list.count; i++) {
        AUTO_FREE char *one = mutant_source(source, &list.items[i]);
        cr_assert_str_neq(one, source);
        for (size_t k = 0; k < i; k++) {
            AUTO_FREE char *other = mutant_source(source, &list.items[k]);
            cr_assert_str_neq(one, other, "%s", list.items[i].identity);
            cr_assert_str_neq(list.items[i].identity, list.items[k].identity);
        }
    }
    cr_assert_not_null(find(&list, "constant: #define A 1 -> #define A 2"),
                       "outside functions too");
    mutants_finish(&list);
}

Test(mutant, one_place_is_changed)
{
    static const char source[] = "int a = 1;\nint b = 1;\n";
    struct mutant_list list = generate(source);
    AUTO_FREE char *mutated =
        mutant_source(source, find(&list, "constant: int b = 1; -> int b = 2;"));
    cr_assert_str_eq(mutated, "int a = 1;\nint b = 2;\n");
    mutants_finish(&list);
}
