#include "fields/structure.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdbool.h>
#include <string.h>

#include "fields/members.h"

/* The struct of that name among the children of a unit, whole and not only declared. */
static bool find_in_unit(Dwarf_Die *unit, const char *wanted, Dwarf_Die *found)
{
    for (int more = dwarf_child(unit, found); more == 0; more = dwarf_siblingof(found, found)) {
        const char *name = dwarf_diename(found);
        if (dwarf_tag(found) == DW_TAG_structure_type && name != NULL &&
            strcmp(name, wanted) == 0 && !dwarf_hasattr(found, DW_AT_declaration)) {
            return true;
        }
    }
    return false;
}

static bool find(Dwarf *debug, const char *wanted, Dwarf_Die *found)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    while (dwarf_get_units(debug, unit, &unit, NULL, NULL, &die, NULL) == 0) {
        if (find_in_unit(&die, wanted, found)) {
            return true;
        }
    }
    return false;
}

static json_t *describe(Dwarf *debug, const char *wanted)
{
    Dwarf_Die structure;
    Dwarf_Word size;
    if (!find(debug, wanted, &structure) || dwarf_aggregate_size(&structure, &size) != 0) {
        return json_null();
    }
    return json_pack("{s:s, s:I, s:o}", "name", wanted, "size", (json_int_t)size, "fields",
                     members_describe(&structure));
}

json_t *structure_describe_in(int object, const char *wanted)
{
    Dwarf *debug = dwarf_begin(object, DWARF_C_READ);
    json_t *described = debug != NULL ? describe(debug, wanted) : json_null();
    dwarf_end(debug);
    return described;
}
