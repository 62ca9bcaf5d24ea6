/* The bytes of one object as rows: a field of the learner's struct each, with what lies between and
 * behind them; or, without a shape, texts and bytes. */
#ifndef WORKBOOK_WHITEBOARD_ROWS_H
#define WORKBOOK_WHITEBOARD_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "model/shape.h"

struct row {
    uint64_t offset;
    uint64_t length;     /* bytes that it stands for */
    char *name;          /* "slots[2].text"; "" where bytes have none */
    char *value;         /* may hold any bytes of text */
    char *type;          /* "char[1001]"; "" when it has none */
    const char *warning; /* static; NULL: none */
    bool is_padding;     /* no field lies here */
    bool changed;        /* since the step before */
};

struct rows {
    struct row *items;
    size_t count;
};

#define AUTO_ROWS AUTO(rows_finish)

/* What is drawn. All is borrowed. */
struct rows_source {
    const struct shape *shape; /* of the bytes at the object's beginning; NULL: not known */
    size_t item_bytes; /* of each thing in the flexible array, or behind the struct; 0: not known */
    uint64_t size;     /* of the object, which may be larger than what was read of it */
    const unsigned char *bytes;
    size_t count;
    const unsigned char *before; /* a step ago; NULL: the object was not there, or not read */
    size_t before_count;
};

/* *rows is empty before, and owned by the caller. */
void rows_make(struct rows *rows, const struct rows_source *source);
void rows_finish(struct rows *rows);

#endif
