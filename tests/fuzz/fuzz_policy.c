/* A policy file: libconfig's bytes, and what they mean. */
#include "fuzz.h"

#include <string.h>

#include "gradebook/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_FREE char *text = fuzz_string(bytes, length);
    AUTO_POLICY struct policy policy = {0};
    struct error err = {0};
    if (!policy_parse("policy.cfg", text, &policy, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0);
        return 0;
    }
    FUZZ_REQUIRE(policy.late_every_ms > 0 && policy.grace_ms >= 0);
    FUZZ_REQUIRE(policy.late_percent <= 100 && policy.late_most_percent <= 100);
    for (size_t i = 0; i < policy.exercise_count; i++) {
        FUZZ_REQUIRE(policy.exercises[i].name != NULL);
        FUZZ_REQUIRE(policy.exercises[i].weight >= POLICY_AS_IS);
    }
    for (size_t i = 0; i < policy.extension_count; i++) {
        FUZZ_REQUIRE(policy.extensions[i].student != NULL && policy.extensions[i].more_ms > 0);
    }
    return 0;
}
