/* Gradescope's submission_metadata.yml: names and times that people have typed. */
#include "fuzz.h"

#include <string.h>

#include "batch/platform.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_HANDINS struct handins handins = {0};
    struct error err = {0};
    (void)handins_get(&handins, "submission_1");
    if (!platform_parse_gradescope("list.yml", (const char *)bytes, length, &handins, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0);
    }
    FUZZ_REQUIRE(handins.count == 1);
    const struct person *person = &handins.items[0].person;
    FUZZ_REQUIRE(person->name == NULL || fuzz_is_printable(person->name));
    FUZZ_REQUIRE(person->sis_id == NULL || fuzz_is_printable(person->sis_id));
    return 0;
}
