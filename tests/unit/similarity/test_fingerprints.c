#include "base/memory.h"
#include "base/text.h"
#include "similarity/fingerprints.h"

#include <criterion/criterion.h>

static void expect_equal(const char *left, const char *right, bool equal)
{
    AUTO_CODE struct code a;
    AUTO_CODE struct code b;
    code_read(&a, left);
    code_read(&b, right);
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++) {
        same = a.symbols[i].value == b.symbols[i].value;
    }
    cr_assert_eq(same, equal, "%s / %s", left, right);
}

Test(code, what_renaming_leaves)
{
    expect_equal("int a = 1; /* x */", "int\n  total\n=\n0x7f;", true);
    expect_equal("static int f(void) { return f(); }", "static int g(void) { return g(); }", true);
    expect_equal("#include <a.h>\nint a;", "int b;", true);
    expect_equal("#define A 1\nint f(int x) { return A(x); }",
                 "#define B 2\nint g(int y) { return B(y); }", true);
}

Test(code, what_it_does_not_touch)
{
    expect_equal("int a;", "long a;", false);
    expect_equal("void f(void) { shmget(a); }", "void f(void) { shmat(a); }", false);
    expect_equal("a + b", "a - b", false);
    expect_equal("\"a\"", "'a'", false);
}

Test(code, text_that_is_none)
{
    AUTO_CODE struct code code;
    code_read(&code, "");
    cr_assert_eq(code.count, 0);
    AUTO_CODE struct code odd;
    code_read(&odd, "}}}} \xff\xfe #define\n#define \n don't \"x\n/*");
    cr_assert_gt(odd.count, 0);
}

/* A row of `count` symbols that a generator of numbers makes of `seed`. */
static void append_noise(struct code *code, size_t count, uint32_t seed)
{
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        *memory_append(&code->symbols, &code->count) =
            (struct code_symbol){.value = seed >> 8, .line = 1};
    }
}

static bool have_common(const struct fingerprints *left, const struct fingerprints *right)
{
    for (size_t i = 0; i < left->count; i++) {
        size_t count;
        if (fingerprints_find(right, left->items[i].hash, &count) != NULL) {
            return true;
        }
    }
    return false;
}

static bool share(size_t common, size_t before_left, size_t before_right)
{
    AUTO_CODE struct code left = {0};
    AUTO_CODE struct code right = {0};
    append_noise(&left, before_left, 1);
    append_noise(&left, common, 7);
    append_noise(&left, 40, 2);
    append_noise(&right, before_right, 3);
    append_noise(&right, common, 7);
    append_noise(&right, 40, 4);
    AUTO_FINGERPRINTS struct fingerprints of_left;
    AUTO_FINGERPRINTS struct fingerprints of_right;
    fingerprints_winnow(&of_left, &left);
    fingerprints_winnow(&of_right, &right);
    fingerprints_sort(&of_right);
    return have_common(&of_left, &of_right);
}

/* The guarantee of the paper, wherever the common part lies. */
Test(fingerprints, a_long_common_part_is_always_seen)
{
    for (size_t left = 0; left < 30; left++) {
        for (size_t right = 0; right < 30; right++) {
            cr_assert(share(FINGERPRINT_RUN + FINGERPRINT_WINDOW - 1, left, right), "%zu %zu", left,
                      right);
            cr_assert_not(share(FINGERPRINT_RUN - 1, left, right));
        }
    }
}

Test(fingerprints, winnowing_keeps_few)
{
    AUTO_CODE struct code code = {0};
    append_noise(&code, 10000, 5);
    AUTO_FINGERPRINTS struct fingerprints prints;
    fingerprints_winnow(&prints, &code);
    /* The expected density is 2 / (window + 1). */
    cr_assert_gt(prints.count, 2 * 10000 / (FINGERPRINT_WINDOW + 1) * 9 / 10);
    cr_assert_lt(prints.count, 2 * 10000 / (FINGERPRINT_WINDOW + 1) * 11 / 10);
}

Test(fingerprints, shorter_than_a_run_has_none)
{
    AUTO_CODE struct code code = {0};
    append_noise(&code, FINGERPRINT_RUN - 1, 5);
    AUTO_FINGERPRINTS struct fingerprints prints;
    fingerprints_winnow(&prints, &code);
    cr_assert_eq(prints.count, 0);
    append_noise(&code, 1, 6);
    fingerprints_winnow(&prints, &code);
    cr_assert_eq(prints.count, 1);
}
