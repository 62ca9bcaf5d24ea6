/* The shared object that was made of a student's source, as far as the grader's own process reads it. */
#include "fuzz.h"

#include "base/cleanup.h"
#include "base/text.h"
#include "stage/object.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_TEXT struct text object = {0};
    text_append_bytes(&object, (const char *)bytes, length);
    bool asks = object_asks_valgrind(&object);
    unsigned long kib = object_memory_kib(&object);
    /* More of the same file takes nothing away: neither a request nor memory. */
    text_append(&object, "more");
    FUZZ_REQUIRE(object_asks_valgrind(&object) >= asks);
    FUZZ_REQUIRE(object_memory_kib(&object) >= kib);
    return 0;
}
