/* A record of progress from another machine: whatever it is, it is valid as a whole or refused with a sentence. */
#include "fuzz.h"

#include <string.h>

#include "progress/export.h"

static bool is_kebab(const char *name)
{
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0' && name[0] != '\0';
}

static void require_attempt(const struct attempt *attempt)
{
    FUZZ_REQUIRE(strlen(attempt->id) == ATTEMPT_ID_LENGTH && strlen(attempt->source_sha256) == 64);
    FUZZ_REQUIRE(attempt->time_ms > 0 && is_kebab(attempt->exercise));
    FUZZ_REQUIRE(attempt->status == STATUS_PASS || attempt->status == STATUS_FAIL);
    FUZZ_REQUIRE(attempt->score.earned_hundredths <= attempt->score.possible_hundredths);
    FUZZ_REQUIRE(attempt->check_count <= ATTEMPT_CHECKS_MAX);
    for (size_t i = 0; i < attempt->check_count; i++) {
        FUZZ_REQUIRE(is_kebab(attempt->checks[i].id));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_ATTEMPTS struct attempts attempts = {0};
    AUTO_HELPS struct helps helps = {0};
    struct error err = {0};
    if (!import_parse("there.json", (const char *)bytes, length, &attempts, &helps, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0 && attempts.count == 0 && helps.count == 0);
        return 0;
    }
    for (size_t i = 0; i < attempts.count; i++) {
        require_attempt(&attempts.items[i]);
    }
    for (size_t i = 0; i < helps.count; i++) {
        FUZZ_REQUIRE(helps.items[i].level <= STANDING_HINTS_MAX &&
                     is_kebab(helps.items[i].exercise));
    }
    return 0;
}
