/* What the compiler prints: it quotes the student's source. */
#include "fuzz.h"

#include "stage/build.h"
#include "stage/diagnostics.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = fuzz_string(bytes, length);
    struct build build = {0};
    diagnostics_parse(&build, text);
    FUZZ_REQUIRE(build.diagnostic_count <= 200);
    for (size_t i = 0; i < build.diagnostic_count; i++) {
        const struct build_diagnostic *diagnostic = &build.diagnostics[i];
        FUZZ_REQUIRE(diagnostic->severity != NULL && diagnostic->message != NULL);
        FUZZ_REQUIRE(strchr(diagnostic->message, '\n') == NULL);
        FUZZ_REQUIRE(strlen(diagnostic->message) < 800);
        FUZZ_REQUIRE(diagnostic->file == NULL || strchr(diagnostic->file, '/') == NULL);
    }
    build_finish(&build);
    free(text);
    return 0;
}
