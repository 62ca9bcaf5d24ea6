/* What the compiler prints: it quotes the student's source. */
#include "fuzz.h"

#include "base/cleanup.h"
#include "stage/build.h"
#include "stage/build_words.h"
#include "stage/diagnostics.h"

#include <string.h>

/* The sentence above them. The source is the same bytes: what a compiler quotes. */
static void require_words(struct build *build, const char *text, size_t length)
{
    static char name[] = "fuzzed", header[] = "fuzzed.h", source_name[] = "fuzzed.c";
    static char *functions[] = {name};
    static const struct manifest manifest = {
        .source = source_name, .header = header, .functions = {functions, 1}};
    struct source source;
    source_copy(&source, text, length);
    AUTO_FREE char *compiler = build_words_compiler(build, &manifest, &source);
    AUTO_FREE char *linker = build_words_linker(build, &manifest, &source);
    AUTO_FREE char *trouble = build_words_trouble(text);
    FUZZ_REQUIRE(compiler != NULL && linker != NULL && trouble != NULL);
    (void)build_words_was_ended(text);
    source_finish(&source);
}

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
    require_words(&build, text, strlen(text));
    build_finish(&build);
    free(text);
    return 0;
}
