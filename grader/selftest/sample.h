/* A sample of many mutants: K/N is every Nth of each kind, from the Kth on. */
#ifndef WORKBOOK_SELFTEST_SAMPLE_H
#define WORKBOOK_SELFTEST_SAMPLE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct sample {
    unsigned from, every; /* 1 <= from <= every; 1, 1: all */
};

/* "2/10". NULL is all. */
bool sample_parse(const char *words, struct sample *sample, struct error *err);

/* Is number `index` of `count` in it? */
bool sample_takes(const struct sample *sample, size_t index);

/* The same, for kinds of few: one of each is always in it. */
bool sample_takes_of(const struct sample *sample, size_t index, size_t count);

#endif
