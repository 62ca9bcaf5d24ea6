/* An exercise's manifest: an author's mistake, whatever it is, ends in one sentence. */
#include "fuzz.h"

#include "base/error.h"
#include "model/manifest.h"

#include <string.h>

/* What manifest.h promises of every manifest that is loaded. */
static void require_promises(const struct manifest *manifest)
{
    FUZZ_REQUIRE(manifest->number == 1 && strcmp(manifest->name, "fuzzed") == 0);
    FUZZ_REQUIRE(strchr(manifest->source, '/') == NULL && strchr(manifest->header, '/') == NULL);
    FUZZ_REQUIRE(manifest->functions.count >= 1 && manifest->hints.count >= 3);
    FUZZ_REQUIRE(manifest->check_count >= 1 && manifest_check_weight(manifest) > 0);
    FUZZ_REQUIRE(manifest->limits.wall_ms > 0 && manifest->limits.output_kib > 0);
    for (size_t i = 0; i < manifest->check_count; i++) {
        const struct manifest_check *check = &manifest->checks[i];
        FUZZ_REQUIRE(manifest_find_check(manifest, check->id) == check && check->weight > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct manifest *manifest = NULL;
    struct error err = {0};
    char *text = fuzz_string(bytes, length);
    if (manifest_parse("exercises/01-fuzzed", text, &manifest, &err)) {
        require_promises(manifest);
    } else {
        FUZZ_REQUIRE(manifest == NULL && strlen(err.message) > 0);
    }
    manifest_destroy(manifest);
    free(text);
    return 0;
}
