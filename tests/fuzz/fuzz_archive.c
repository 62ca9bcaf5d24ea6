/* An archive that a student or a platform has packed: what `unpack` does with it, but for its sandbox. The first byte
 * says for whom it is opened: a student's, or a part of a class's. */
#include "fuzz.h"

#include "unpack/class.h"
#include "unpack/submission.h"

/* The records go nowhere; what must hold of them is with who reads them (fuzz_unpacked.c). */
static void silence(void)
{
    static bool done;
    FUZZ_REQUIRE(done || freopen("/dev/null", "w", stdout) != NULL);
    done = true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    silence();
    if (length > 0 && bytes[0] % 2 == 0) {
        class_unpack((const char *)bytes + 1, length - 1, bytes[0] / 2 % 4);
    } else if (length > 0) {
        submission_unpack((const char *)bytes + 1, length - 1);
    }
    return 0;
}
