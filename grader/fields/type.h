/* A type as DWARF has it (DWARF 5, chapter 5), reduced to what can be drawn. */
#ifndef WORKBOOK_FIELDS_TYPE_H
#define WORKBOOK_FIELDS_TYPE_H

#include <elfutils/libdw.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "model/shape.h"

struct type {
    Dwarf_Die die; /* of one element, without its qualifiers and names: a base type, a struct, … */
    struct text name; /* for people: "char[1001]" */
    enum shape_kind kind;
    bool is_signed;
    bool is_array;
    bool is_flexible;
    uint64_t size;  /* of one element */
    uint64_t count; /* of elements */
};

/* The type of a member. False when the debug information makes no sense. */
bool type_read(Dwarf_Die *member, struct type *type);
void type_finish(struct type *type);

#endif
