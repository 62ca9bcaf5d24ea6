/* Valgrind's report: it lies open in the student's process. */
#include "fuzz.h"

#include "stage/valgrind.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *xml = fuzz_string(bytes, length);
    struct memory_findings findings = {0};
    bool whole = valgrind_read(xml, 7, &findings);
    size_t count = findings.count;
    for (size_t i = 0; i < count; i++) {
        FUZZ_REQUIRE(findings.items[i].message != NULL);
    }
    /* A whole report has no errors hidden from us. */
    if (whole) {
        FUZZ_REQUIRE(strstr(xml, "<!--") == NULL && strstr(xml, "<!DOCTYPE") == NULL &&
                     strstr(xml, "<![CDATA[") == NULL);
    }
    /* The same report again adds nothing. */
    FUZZ_REQUIRE(valgrind_read(xml, 7, &findings) == whole && findings.count == count);
    memory_findings_finish(&findings);
    free(xml);
    return 0;
}
