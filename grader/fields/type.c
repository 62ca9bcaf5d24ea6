#include "fields/type.h"

#include <dwarf.h>
#include <string.h>

enum {
    LINKS_MAX = 32, /* typedefs, qualifiers and arrays on the way to a type: circles end there */
};

void type_finish(struct type *type)
{
    text_finish(&type->name);
}

/* The DIE that the attribute `type` of this one leads to. */
static bool follow(Dwarf_Die *from, Dwarf_Die *to)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(from, DW_AT_type, &attribute) != NULL &&
           dwarf_formref_die(&attribute, to) != NULL;
}

/* Types of the C library whose inside is its own, by the name that a program gives them. */
static bool is_known(const char *name, enum shape_kind *kind)
{
    static const struct {
        const char *name;
        enum shape_kind kind;
    } known[] = {{"sem_t", SHAPE_SEMAPHORE}, {"pthread_mutex_t", SHAPE_MUTEX}};
    for (size_t i = 0; name != NULL && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(name, known[i].name) == 0) {
            *kind = known[i].kind;
            return true;
        }
    }
    return false;
}

static const char *qualifier_word(int tag)
{
    switch (tag) {
    case DW_TAG_atomic_type:
        return "_Atomic ";
    case DW_TAG_volatile_type:
        return "volatile ";
    case DW_TAG_const_type:
        return "const ";
    case DW_TAG_restrict_type:
        return "";
    default:
        return NULL;
    }
}

/* Elements of one dimension; false for one without an end. */
static bool dimension_count(Dwarf_Die *range, uint64_t *count)
{
    Dwarf_Attribute attribute;
    Dwarf_Word value;
    if (dwarf_attr(range, DW_AT_count, &attribute) != NULL &&
        dwarf_formudata(&attribute, &value) == 0) {
        *count = value;
        return true;
    }
    if (dwarf_attr(range, DW_AT_upper_bound, &attribute) != NULL &&
        dwarf_formudata(&attribute, &value) == 0 && value < UINT64_MAX) {
        *count = value + 1;
        return true;
    }
    return false;
}

static void take_dimensions(Dwarf_Die *array, struct type *type, struct text *brackets)
{
    Dwarf_Die child;
    type->is_array = true;
    for (int more = dwarf_child(array, &child); more == 0; more = dwarf_siblingof(&child, &child)) {
        uint64_t count = 0;
        if (dwarf_tag(&child) != DW_TAG_subrange_type) {
            continue;
        }
        if (!dimension_count(&child, &count)) {
            type->is_flexible = true;
            text_append(brackets, "[]");
        } else {
            text_format(brackets, "[%llu]", (unsigned long long)count);
        }
        if (__builtin_mul_overflow(type->count, count, &type->count)) {
            type->count = 0;
        }
    }
}

static void take_base_type(Dwarf_Die *die, struct type *type)
{
    Dwarf_Attribute attribute;
    Dwarf_Word encoding = 0;
    if (dwarf_attr(die, DW_AT_encoding, &attribute) != NULL) {
        (void)dwarf_formudata(&attribute, &encoding);
    }
    switch (encoding) {
    case DW_ATE_signed:
    case DW_ATE_unsigned:
        type->kind = SHAPE_INTEGER;
        type->is_signed = encoding == DW_ATE_signed;
        break;
    case DW_ATE_signed_char:
        type->kind = SHAPE_CHARACTER;
        type->is_signed = true;
        break;
    case DW_ATE_unsigned_char:
        type->kind = SHAPE_BYTE;
        break;
    case DW_ATE_boolean:
        type->kind = SHAPE_BOOL;
        break;
    case DW_ATE_float:
        type->kind = SHAPE_FLOAT;
        break;
    default:
        break;
    }
}

/* The word before a type's own name. */
static const char *type_word(int tag)
{
    switch (tag) {
    case DW_TAG_structure_type:
        return "struct ";
    case DW_TAG_union_type:
        return "union ";
    case DW_TAG_enumeration_type:
        return "enum ";
    default:
        return "";
    }
}

static void take_end(Dwarf_Die *die, int tag, struct type *type)
{
    if (type->kind != SHAPE_OTHER) {
        return; /* a known name says what it is */
    }
    if (tag == DW_TAG_base_type) {
        take_base_type(die, type);
    } else if (tag == DW_TAG_enumeration_type) {
        type->kind = SHAPE_INTEGER;
        type->is_signed = true;
    } else if (tag == DW_TAG_pointer_type) {
        type->kind = SHAPE_POINTER;
    } else if (tag == DW_TAG_structure_type) {
        type->kind = SHAPE_STRUCT;
    }
}

/* "struct slot", "void *"; the first typedef on the way has named it already. */
static void name_end(Dwarf_Die *die, int tag, struct text *name)
{
    Dwarf_Die target;
    if (tag != DW_TAG_pointer_type) {
        const char *own = dwarf_diename(die);
        text_format(name, "%s%s", type_word(tag), own != NULL ? own : "{...}");
    } else if (!follow(die, &target)) {
        text_append(name, "void *");
    } else {
        const char *own = dwarf_diename(&target);
        text_format(name, "%s%s *", type_word(dwarf_tag(&target)), own != NULL ? own : "...");
    }
}

/* An array's elements, a qualifier's type, a typedef's. */
static bool take_link(Dwarf_Die *die, int tag, struct type *type, struct text *brackets,
                      bool *named)
{
    AUTO_TEXT struct text unseen = {0};
    const char *qualifier = qualifier_word(tag);
    if (qualifier != NULL) {
        text_append(&type->name, *named ? "" : qualifier);
    } else if (tag == DW_TAG_array_type && type->kind == SHAPE_OTHER) {
        take_dimensions(die, type, *named ? &unseen : brackets);
    } else if (tag == DW_TAG_typedef) {
        const char *own = dwarf_diename(die);
        text_append(&type->name, *named || own == NULL ? "" : own);
        *named = *named || own != NULL;
        (void)(type->kind == SHAPE_OTHER && is_known(own, &type->kind));
    } else {
        return false;
    }
    return true;
}

static bool walk(Dwarf_Die *die, struct type *type, struct text *brackets)
{
    bool named = false;
    for (int links = 0; links < LINKS_MAX; links++) {
        int tag = dwarf_tag(die);
        Dwarf_Die next;
        if (!take_link(die, tag, type, brackets, &named)) {
            take_end(die, tag, type);
            if (!named) {
                name_end(die, tag, &type->name);
            }
            return true;
        }
        if (!follow(die, &next)) {
            return false;
        }
        *die = next;
    }
    return false;
}

bool type_read(Dwarf_Die *member, struct type *type)
{
    *type = (struct type){.kind = SHAPE_OTHER, .count = 1};
    AUTO_TEXT struct text brackets = {0};
    Dwarf_Word size;
    if (!follow(member, &type->die) || !walk(&type->die, type, &brackets) ||
        dwarf_aggregate_size(&type->die, &size) != 0 || size == 0) {
        type_finish(type);
        return false;
    }
    text_append(&type->name, text_string(&brackets));
    type->size = size;
    return true;
}
