/* An exercise's manifest: an author's mistake, whatever it is, ends in one sentence. */
#include "fuzz.h"

#include "base/error.h"
#include "model/manifest.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 64 };

struct place {
    char above[PATH_BYTES];  /* a fresh folder */
    char folder[PATH_BYTES]; /* the exercise's, in it */
    char file[PATH_BYTES * 2];
};

/* One for the whole run: a fuzzer calls the target from one thread, and atexit takes no argument. */
static struct place place;

static void remove_place(void)
{
    unlink(place.file);
    rmdir(place.folder);
    rmdir(place.above);
}

static void make_place(void)
{
    if (place.above[0] != '\0') {
        return;
    }
    snprintf(place.above, sizeof place.above, "/tmp/workbook-fuzz-XXXXXX");
    FUZZ_REQUIRE(mkdtemp(place.above) != NULL);
    snprintf(place.folder, sizeof place.folder, "%.40s/01-fuzzed", place.above);
    snprintf(place.file, sizeof place.file, "%s/exercise.cfg", place.folder);
    FUZZ_REQUIRE(mkdir(place.folder, 0700) == 0);
    atexit(remove_place);
}

static void write_manifest(const uint8_t *bytes, size_t length)
{
    int fd = open(place.file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FUZZ_REQUIRE(fd >= 0 && write(fd, bytes, length) == (ssize_t)length);
    close(fd);
}

/* What manifest.h promises of every manifest that is loaded. */
static void require_promises(const struct manifest *manifest)
{
    FUZZ_REQUIRE(manifest->number == 1 && strcmp(manifest->name, "fuzzed") == 0);
    FUZZ_REQUIRE(strchr(manifest->source, '/') == NULL && strchr(manifest->header, '/') == NULL);
    FUZZ_REQUIRE(manifest->functions.count >= 1 && manifest->hints.count >= 3);
    FUZZ_REQUIRE(manifest->check_count >= 1 && manifest_check_weight(manifest) > 0);
    FUZZ_REQUIRE(manifest->limits.wall_ms > 0 && manifest->limits.output_kib > 0);
    for (size_t i = 0; i < manifest->check_count; i++) {
        const struct manifest_check *check = &manifest->checks[i];
        FUZZ_REQUIRE(manifest_find_check(manifest, check->id) == check && check->weight > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct manifest *manifest = NULL;
    struct error err = {0};
    make_place();
    write_manifest(bytes, length);
    if (manifest_load(place.folder, &manifest, &err)) {
        require_promises(manifest);
    } else {
        FUZZ_REQUIRE(manifest == NULL && strlen(err.message) > 0);
    }
    manifest_destroy(manifest);
    return 0;
}
