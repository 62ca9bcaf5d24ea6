/* The comment at the head of a mutant. */
#include "fuzz.h"

#include "base/memory.h"
#include "selftest/bank_header.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct manifest_check check = {.id = (char *)(uintptr_t) "a-check",
                                          .stage = STAGE_MEMORY};
    static const struct manifest manifest = {.checks = &check, .check_count = 1};
    char *text = fuzz_string(bytes, length);
    struct bank_source source = {.kind = BANK_MUTANT};
    bank_header_read(&source, &manifest, text);
    if (source.header_fault == NULL && source.check != NULL) {
        FUZZ_REQUIRE(strcmp(source.check, "a-check") == 0 && source.stage == STAGE_MEMORY);
    }
    free(source.check);
    free(source.header_fault);
    free(text);
    return 0;
}
