/* What the program `unpack` says of an archive: it was fed by a stranger's bytes. */
#include "fuzz.h"

#include <string.h>

#include "batch/collection.h"
#include "batch/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_COLLECTION struct collection collection = {0};
    bool whole = unpack_read((const char *)bytes, length, "ada.zip", &collection);
    size_t held = 0;
    for (size_t i = 0; i < collection.file_count; i++) {
        const struct collected_file *file = &collection.files[i];
        FUZZ_REQUIRE(strncmp(file->path, "ada/", 4) == 0);
        FUZZ_REQUIRE((file->bytes != NULL) != (file->why_not != NULL));
        FUZZ_REQUIRE(file->bytes == NULL || file->bytes[file->length] == '\0');
        held += file->length;
    }
    FUZZ_REQUIRE(held <= length);
    FUZZ_REQUIRE(!whole || collection.problem == NULL || fuzz_is_printable(collection.problem));
    return 0;
}
