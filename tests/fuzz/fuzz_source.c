/* A source that was handed in, as the grader's own process reads it: its lines, its tokens, what it has in common with
 * another one. The first empty line parts the two. */
#include "fuzz.h"

#include "base/cleanup.h"
#include "similarity/similarity.h"
#include "stage/look_alikes.h"
#include "stage/missing_names.h"
#include "stage/source.h"
#include "stage/source_kind.h"
#include "tokens/lexer.h"

#include <string.h>

static void require_lines(const char *text, size_t length)
{
    struct source source;
    source_copy(&source, text, length);
    for (unsigned line = 0; line < 4; line++) {
        AUTO_FREE char *words = source_line(&source, line);
        FUZZ_REQUIRE(words == NULL || strlen(words) <= SOURCE_LINE_MAX);
        FUZZ_REQUIRE(words == NULL || strchr(words, '\n') == NULL);
    }
    source_finish(&source);
}

static void require_tokens(const char *text)
{
    AUTO_FREE struct token *tokens = NULL;
    size_t count = lexer_run_leniently(text, &tokens);
    for (size_t i = 0; i < count; i++) {
        FUZZ_REQUIRE(tokens[i].begin < tokens[i].end && tokens[i].end <= strlen(text));
        FUZZ_REQUIRE(i == 0 || tokens[i - 1].end <= tokens[i].begin);
    }
}

/* Why it is no source, and what it has in place of a function that is missing. */
static void require_words(const char *text, size_t length)
{
    static char name[] = "segment_private", other[] = "f";
    static char *functions[] = {name, other};
    static const struct manifest manifest = {.functions = {functions, 2}};
    const char *kind = source_kind_explain(text, length);
    FUZZ_REQUIRE(kind == NULL || kind[0] != '\0');
    for (size_t i = 0; i < manifest.functions.count; i++) {
        AUTO_FREE char *instead = missing_names_explain(&manifest, text, functions[i]);
        FUZZ_REQUIRE(instead == NULL || strchr(instead, '\n') == NULL);
    }
    AUTO_FREE char *character = look_alikes_explain(text);
    FUZZ_REQUIRE(character == NULL || strncmp(character, "U+", 2) == 0);
}

static void require_pair(const char *one, const char *other)
{
    const char *const sources[] = {one, other};
    const struct similarity_request request = {.sources = sources, .source_count = 2};
    AUTO_SIMILARITY struct similarity similarity = {0};
    similarity_find(&similarity, &request);
    FUZZ_REQUIRE(similarity.pair_count <= 1 && similarity.too_short_count <= 2);
    FUZZ_REQUIRE(similarity.pair_count == 0 || similarity.pairs[0].per_mille <= 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_FREE char *one = fuzz_string(bytes, length);
    char *end = strstr(one, "\n\n");
    char *other = end != NULL ? end + 2 : one + strlen(one);
    require_lines(one, strlen(one));
    require_tokens(one);
    require_words(one, length);
    if (end != NULL) {
        *end = '\0';
    }
    require_pair(one, other);
    return 0;
}
