#include "races/fields.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The debug information is the student's as well: no chain in it is followed for ever. */
enum { CHAIN_MAX = 16 };

struct fields {
    int fd;
    Dwarf *dwarf;
    Dwarf_Die structure;
};

/* --- types --------------------------------------------------------------------------------- */

static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, DW_AT_type, &attribute) != NULL &&
           dwarf_formref_die(&attribute, type) != NULL;
}

/* The type behind typedefs and qualifiers. */
static bool bare_type_of(Dwarf_Die *die, Dwarf_Die *type)
{
    if (!type_of(die, type)) {
        return false;
    }
    for (int i = 0; i < CHAIN_MAX; i++) {
        const int tag = dwarf_tag(type);
        if (tag != DW_TAG_typedef && tag != DW_TAG_const_type && tag != DW_TAG_volatile_type &&
            tag != DW_TAG_atomic_type) {
            return true;
        }
        Dwarf_Die inner;
        if (!type_of(type, &inner)) {
            return false;
        }
        *type = inner;
    }
    return false;
}

/* 0: unknown, as that of a flexible array. */
static uint64_t size_of(Dwarf_Die *type)
{
    Dwarf_Word size;
    return dwarf_aggregate_size(type, &size) == 0 ? size : 0;
}

static bool is_structure(Dwarf_Die *type)
{
    return dwarf_tag(type) == DW_TAG_structure_type && !dwarf_hasattr(type, DW_AT_declaration);
}

static bool first_child(Dwarf_Die *die, int tag, Dwarf_Die *child)
{
    if (dwarf_child(die, child) != 0) {
        return false;
    }
    do {
        if (dwarf_tag(child) == tag) {
            return true;
        }
    } while (dwarf_siblingof(child, child) == 0);
    return false;
}

/* --- which structure ----------------------------------------------------------------------- */

static bool is_argument_of(Dwarf_Die *function, Dwarf_Die *structure)
{
    Dwarf_Die parameter;
    Dwarf_Die pointer;
    return dwarf_tag(function) == DW_TAG_subprogram && dwarf_hasattr(function, DW_AT_external) &&
           dwarf_hasattr(function, DW_AT_low_pc) &&
           first_child(function, DW_TAG_formal_parameter, &parameter) &&
           bare_type_of(&parameter, &pointer) && dwarf_tag(&pointer) == DW_TAG_pointer_type &&
           bare_type_of(&pointer, structure) && is_structure(structure);
}

static bool find_structure(Dwarf *dwarf, Dwarf_Die *structure)
{
    Dwarf_Off offset = 0;
    Dwarf_Off next;
    size_t header;
    while (dwarf_nextcu(dwarf, offset, &next, &header, NULL, NULL, NULL) == 0) {
        Dwarf_Die unit;
        Dwarf_Die die;
        if (dwarf_offdie(dwarf, offset + header, &unit) != NULL && dwarf_child(&unit, &die) == 0) {
            do {
                if (is_argument_of(&die, structure)) {
                    return true;
                }
            } while (dwarf_siblingof(&die, &die) == 0);
        }
        offset = next;
    }
    return false;
}

struct fields *fields_open(const char *object)
{
    AUTO_CLOSE int fd = open(object, O_RDONLY | O_CLOEXEC);
    Dwarf *dwarf = fd >= 0 ? dwarf_begin(fd, DWARF_C_READ) : NULL;
    Dwarf_Die structure;
    if (dwarf == NULL || !find_structure(dwarf, &structure)) {
        dwarf_end(dwarf);
        return NULL;
    }
    struct fields *fields = memory_allocate(1, sizeof *fields);
    *fields = (struct fields){.fd = steal_fd(&fd), .dwarf = dwarf, .structure = structure};
    return fields;
}

void fields_close(struct fields *fields)
{
    if (fields != NULL) {
        dwarf_end(fields->dwarf);
        close(fields->fd);
        free(fields);
    }
}

/* --- names --------------------------------------------------------------------------------- */

static uint64_t begin_of(Dwarf_Die *member)
{
    Dwarf_Attribute attribute;
    Dwarf_Word begin;
    return dwarf_attr(member, DW_AT_data_member_location, &attribute) != NULL &&
                   dwarf_formudata(&attribute, &begin) == 0
               ? begin
               : 0;
}

/* The member that holds the byte; the last one without a size holds all behind it. */
static bool find_member(Dwarf_Die *structure, uint64_t offset, Dwarf_Die *member)
{
    Dwarf_Die die;
    if (!first_child(structure, DW_TAG_member, &die)) {
        return false;
    }
    do {
        Dwarf_Die type;
        if (dwarf_tag(&die) == DW_TAG_member && bare_type_of(&die, &type)) {
            const uint64_t begin = begin_of(&die);
            const uint64_t size = size_of(&type);
            if (offset >= begin && (size == 0 || offset < begin + size)) {
                *member = die;
                return true;
            }
        }
    } while (dwarf_siblingof(&die, &die) == 0);
    return false;
}

static void append(char *name, size_t size, const char *words)
{
    const size_t length = strlen(name);
    snprintf(name + length, size - length, "%s", words);
}

/* The first element of an array of bytes goes by the name of all: "text". */
static void append_element(Dwarf_Die *element, uint64_t *offset, char *name, size_t size)
{
    const uint64_t length = size_of(element);
    char words[32];
    if (length == 0 || (length == 1 && *offset == 0)) {
        return;
    }
    snprintf(words, sizeof words, "[%" PRIu64 "]", *offset / length);
    append(name, size, words);
    *offset %= length;
}

/* From the structure inwards, a step at a time. */
static bool append_path(Dwarf_Die structure, uint64_t offset, char *name, size_t size)
{
    Dwarf_Die type = structure;
    for (int i = 0; i < CHAIN_MAX; i++) {
        Dwarf_Die inner;
        const int tag = dwarf_tag(&type);
        if (tag == DW_TAG_array_type && bare_type_of(&type, &inner)) {
            append_element(&inner, &offset, name, size);
        } else if (tag == DW_TAG_structure_type && find_member(&type, offset, &inner)) {
            Dwarf_Die member = inner;
            const char *word = dwarf_diename(&member);
            append(name, size, i > 0 && word != NULL ? "." : "");
            append(name, size, word != NULL ? word : "");
            offset -= begin_of(&member);
            if (!bare_type_of(&member, &inner)) {
                return true;
            }
        } else {
            return name[0] != '\0';
        }
        type = inner;
    }
    return true;
}

void fields_name(const struct fields *fields, uint32_t offset, char *name, size_t size)
{
    name[0] = '\0';
    if (fields == NULL || !append_path(fields->structure, offset, name, size)) {
        snprintf(name, size, "byte %" PRIu32, offset);
    }
}

unsigned fields_line(const struct fields *fields, uintptr_t place)
{
    Dwarf_Die unit;
    int number = 0;
    if (fields == NULL || dwarf_addrdie(fields->dwarf, place, &unit) == NULL) {
        return 0;
    }
    Dwarf_Line *line = dwarf_getsrc_die(&unit, place);
    return line != NULL && dwarf_lineno(line, &number) == 0 && number > 0 ? (unsigned)number : 0;
}
