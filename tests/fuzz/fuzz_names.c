/* Names of files that were handed in: any bytes but the slash and the NUL. */
#include "fuzz.h"

#include <string.h>

#include "base/cleanup.h"
#include "batch/names.h"
#include "batch/platform.h"
#include "unpack/archive_name.h"
#include "unpack/litter.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_FREE char *name = fuzz_string(bytes, length);
    AUTO_FREE char *shown = names_printable(name);
    FUZZ_REQUIRE(fuzz_is_printable(shown) && strchr(shown, '\n') == NULL);
    FUZZ_REQUIRE(archive_name_suffix(name) <= strlen(name));
    FUZZ_REQUIRE(names_resemble(name, name) || !names_is_source(name) ||
                 strlen(shown) != strlen(name));
    (void)litter_has_name(name);
    AUTO_PLATFORM_NAME struct platform_name moodle = {0};
    AUTO_PLATFORM_NAME struct platform_name canvas = {0};
    if (platform_read_moodle(name, &moodle)) {
        FUZZ_REQUIRE(moodle.id != NULL);
    }
    if (platform_read_canvas(name, &canvas)) {
        FUZZ_REQUIRE(canvas.id != NULL && canvas.file != NULL);
    }
    return 0;
}
