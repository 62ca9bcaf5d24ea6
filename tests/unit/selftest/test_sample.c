#include "selftest/sample.h"

#include <criterion/criterion.h>

static struct sample parse(const char *words)
{
    struct sample sample;
    struct error err;
    cr_assert(sample_parse(words, &sample, &err), "%s", err.message);
    return sample;
}

Test(sample, words)
{
    struct sample sample = parse("2/10");
    struct error err;
    cr_assert_eq(sample.from, 2);
    cr_assert_eq(sample.every, 10);
    cr_assert_eq(parse(NULL).every, 1);
    static const char *const wrong[] = {"", "2", "0/3", "4/3", "1/0", "a/b", "1/3x", "/"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_assert_not(sample_parse(wrong[i], &sample, &err), "%s", wrong[i]);
    }
}

Test(sample, all_samples_together_are_everything_once)
{
    for (size_t index = 0; index < 20; index++) {
        unsigned taken = 0;
        for (unsigned from = 1; from <= 3; from++) {
            struct sample sample = {from, 3};
            taken += sample_takes(&sample, index);
            cr_assert_eq(sample_takes(&sample, index), sample_takes_of(&sample, index, 20));
        }
        cr_assert_eq(taken, 1);
    }
}

Test(sample, of_few_there_is_always_one)
{
    for (size_t count = 1; count < 8; count++) {
        for (unsigned from = 1; from <= 5; from++) {
            struct sample sample = {from, 5};
            unsigned taken = 0;
            for (size_t index = 0; index < count; index++) {
                taken += sample_takes_of(&sample, index, count);
            }
            cr_assert_geq(taken, 1, "%u/5 of %zu", from, count);
        }
    }
}
