/* The shape of a struct: which field lies where, as the compiler laid it out. Read from the debug
 * information of the learner's object (stage/shape_read.h), so that a field has the name that its
 * author gave it. Numbers have been checked: a field lies inside its struct, and children inside
 * theirs.
 *
 * A shape owns its fields and strings. */
#ifndef WORKBOOK_MODEL_SHAPE_H
#define WORKBOOK_MODEL_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

enum shape_kind {
    SHAPE_INTEGER,
    SHAPE_BOOL,
    SHAPE_FLOAT,
    SHAPE_CHARACTER, /* char: an array of them is a text */
    SHAPE_BYTE,      /* unsigned char: an array of them is anything */
    SHAPE_POINTER,
    SHAPE_SEMAPHORE, /* sem_t */
    SHAPE_MUTEX,     /* pthread_mutex_t */
    SHAPE_STRUCT,
    SHAPE_OTHER, /* shown as bytes */
};

struct shape_name {
    char *name;
    int64_t value;
};

struct shape_field {
    char *name; /* "" for an unnamed one */
    char *type; /* for people: "char[1001]" */
    enum shape_kind kind;
    bool is_signed;
    bool is_array;
    bool is_flexible;  /* an array that goes on to the end of the object */
    uint64_t offset;   /* bytes from the beginning of its struct */
    uint64_t size;     /* bytes, of one element; at least 1 */
    uint64_t count;    /* elements; 1 unless it is an array, 0 in a flexible one */
    unsigned bit_size; /* of a bit-field; else 0 */
    unsigned bit_offset;
    struct shape_name *names; /* of an enumeration */
    size_t name_count;
    struct shape_field *fields; /* of one SHAPE_STRUCT */
    size_t field_count;
};

struct shape {
    char *name; /* "mailbox" */
    uint64_t size;
    struct shape_field *fields; /* by offset */
    size_t field_count;
};

#define AUTO_SHAPE AUTO(shape_cleanup)

void shape_destroy(struct shape *shape); /* NULL is accepted */

static inline void shape_cleanup(struct shape **shape)
{
    shape_destroy(*shape);
}

/* The word for a kind in the messages between the two programs: "integer"; and back. */
const char *shape_kind_word(enum shape_kind kind);
bool shape_kind_from_word(const char *word, enum shape_kind *kind);

#endif
