/* fields OBJECT STRUCT: how the compiler laid out a struct, by the object's debug information, as one JSON
 * object on standard output; `null` when there is no such struct.
 *
 * The debug information is the learner's as much as the object is, so this program runs in the
 * sandbox of the compiler (stage/tool.h), and what it says is checked by who reads it. */
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "base/cleanup.h"
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

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fprintf(stderr, "usage: fields OBJECT STRUCT\n");
        return 2;
    }
    AUTO_CLOSE int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    Dwarf *debug = fd >= 0 ? dwarf_begin(fd, DWARF_C_READ) : NULL;
    json_t *shape = debug != NULL ? describe(debug, argv[2]) : json_null();
    bool written =
        json_dumpf(shape, stdout, JSON_ENCODE_ANY | JSON_COMPACT) == 0 && fflush(stdout) == 0;
    json_decref(shape);
    dwarf_end(debug);
    return written ? 0 : 1;
}
