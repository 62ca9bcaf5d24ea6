#include "fields/members.h"

#include <dwarf.h>
#include <string.h>

#include "fields/type.h"

enum { DEPTH_MAX = 5, MEMBERS_MAX = 256, NAMES_MAX = 64 };

/* How much has been described, in all depths together: the input may be made to be large. */
struct budget {
    unsigned depth;
    unsigned members;
};

static json_t *describe(Dwarf_Die *structure, struct budget *budget);

static bool read_number(Dwarf_Die *die, unsigned name, Dwarf_Word *number)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, name, &attribute) != NULL &&
           dwarf_formudata(&attribute, number) == 0;
}

/* JSON wants UTF-8; an identifier with other bytes is left without a name. */
static json_t *name_of(const char *name)
{
    json_t *string = name != NULL ? json_string(name) : NULL;
    return string != NULL ? string : json_string("");
}

static json_t *names_of(Dwarf_Die *enumeration)
{
    json_t *names = json_array();
    Dwarf_Die child;
    if (dwarf_tag(enumeration) != DW_TAG_enumeration_type) {
        return names;
    }
    for (int more = dwarf_child(enumeration, &child);
         more == 0 && json_array_size(names) < NAMES_MAX; more = dwarf_siblingof(&child, &child)) {
        Dwarf_Attribute attribute;
        Dwarf_Sword value;
        if (dwarf_attr(&child, DW_AT_const_value, &attribute) != NULL &&
            dwarf_formsdata(&attribute, &value) == 0) {
            json_array_append_new(names,
                                  json_pack("{s:o, s:I}", "name", name_of(dwarf_diename(&child)),
                                            "value", (json_int_t)value));
        }
    }
    return names;
}

/* Bits are counted from the beginning of the struct (DWARF 4 and later, section 5.5.6). */
static void add_bits(Dwarf_Die *member, const struct type *type, json_t *field)
{
    Dwarf_Word size = 0;
    Dwarf_Word offset = 0;
    if (read_number(member, DW_AT_bit_size, &size) &&
        read_number(member, DW_AT_data_bit_offset, &offset)) {
        Dwarf_Word unit = offset / 8 / type->size * type->size;
        json_object_set_new(field, "bit_size", json_integer((json_int_t)size));
        json_object_set_new(field, "bit_offset", json_integer((json_int_t)(offset - unit * 8)));
        json_object_set_new(field, "offset", json_integer((json_int_t)unit));
    }
}

static json_t *describe_member(Dwarf_Die *member, struct budget *budget)
{
    struct type type;
    Dwarf_Word offset = 0;
    if (!type_read(member, &type)) {
        return NULL;
    }
    (void)read_number(member, DW_AT_data_member_location, &offset);
    json_t *inner = type.kind == SHAPE_STRUCT ? describe(&type.die, budget) : json_array();
    json_t *field = json_pack(
        "{s:o, s:o, s:s, s:b, s:b, s:b, s:I, s:I, s:I, s:o, s:o}", "name",
        name_of(dwarf_diename(member)), "type", name_of(text_string(&type.name)), "kind",
        shape_kind_word(type.kind), "signed", type.is_signed, "array", type.is_array, "flexible",
        type.is_flexible, "offset", (json_int_t)offset, "size", (json_int_t)type.size, "count",
        (json_int_t)type.count, "names", names_of(&type.die), "fields", inner);
    if (field != NULL) {
        add_bits(member, &type, field);
    }
    type_finish(&type);
    return field;
}

static json_t *describe(Dwarf_Die *structure, struct budget *budget)
{
    json_t *members = json_array();
    Dwarf_Die child;
    budget->depth++;
    for (int more = budget->depth > DEPTH_MAX ? -1 : dwarf_child(structure, &child);
         more == 0 && budget->members < MEMBERS_MAX; more = dwarf_siblingof(&child, &child)) {
        json_t *field = NULL;
        if (dwarf_tag(&child) == DW_TAG_member) {
            budget->members++;
            field = describe_member(&child, budget);
        }
        if (field != NULL) {
            json_array_append_new(members, field);
        }
    }
    budget->depth--;
    return members;
}

json_t *members_describe(Dwarf_Die *structure)
{
    return describe(structure, &(struct budget){0});
}
