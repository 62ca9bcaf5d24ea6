/* The debug information of a learner's object: what `fields` makes of it, but for its sandbox, is what its reader takes.
 * libdw is not watched; what is found in it ends a process that holds nothing else. */
#include "fuzz.h"

#include "base/cleanup.h"
#include "fields/structure.h"
#include "model/shape.h"
#include "stage/shape_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char path[FUZZ_PATH_MAX];
    AUTO_CLOSE int file = fuzz_file(bytes, length, path);
    json_t *described = structure_describe_in(file, "box");
    FUZZ_REQUIRE(described != NULL);
    char *json = json_dumps(described, JSON_ENCODE_ANY | JSON_COMPACT);
    FUZZ_REQUIRE(json != NULL);
    struct shape *shape = shape_parse(json);
    FUZZ_REQUIRE(shape == NULL || !json_is_null(described));
    shape_destroy(shape);
    free(json);
    json_decref(described);
    return 0;
}
