/* A roster from somebody's spreadsheet. */
#include "fuzz.h"

#include <string.h>

#include "batch/roster.h"

static void require_printable(const char *text)
{
    FUZZ_REQUIRE(text == NULL || (fuzz_is_printable(text) && strchr(text, '\n') == NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_ROSTER struct roster roster = {0};
    struct error err = {0};
    if (!roster_parse("class.csv", (const char *)bytes, length, &roster, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0 && roster.count == 0);
        return 0;
    }
    for (size_t i = 0; i < roster.count; i++) {
        require_printable(roster.rows[i].person.id);
        require_printable(roster.rows[i].person.name);
        require_printable(roster.rows[i].person.email);
    }
    return 0;
}
