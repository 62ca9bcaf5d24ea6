/* equivalents.cfg: which generated mutants may survive, and why. */
#include "fuzz.h"

#include "model/equivalents.h"

#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char path[FUZZ_PATH_MAX];
    int file = fuzz_file(bytes, length, path);
    struct equivalents equivalents;
    struct error err = {0};
    if (!equivalents_load(path, &equivalents, &err)) {
        FUZZ_REQUIRE(equivalents.count == 0 && strlen(err.message) > 0);
    }
    for (size_t i = 0; i < equivalents.count; i++) {
        const struct equivalent *item = &equivalents.items[i];
        FUZZ_REQUIRE(item->why != NULL && equivalents_find(&equivalents, item->mutant) == item);
    }
    equivalents_finish(&equivalents);
    close(file);
    return 0;
}
