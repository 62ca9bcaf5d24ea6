/* A gradebook that somebody sent: it is read, or refused with a sentence. SQLite looks after its own bytes; what stands
 * in the columns is ours to doubt. */
#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "gradebook/gradebook_read.h"

static char folder[] = "/dev/shm/workbook-fuzz-XXXXXX";
static char path[sizeof folder + 16];

static void clean(void)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char beside[sizeof path + 16];
        snprintf(beside, sizeof beside, "%s%s", path, ends[i]);
        unlink(beside);
    }
}

static void remove_folder(void)
{
    clean();
    rmdir(folder);
}

static void put(const uint8_t *bytes, size_t length)
{
    if (path[0] == '\0') {
        FUZZ_REQUIRE(mkdtemp(folder) != NULL);
        snprintf(path, sizeof path, "%s/gradebook.db", folder);
        atexit(remove_folder);
    }
    clean();
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FUZZ_REQUIRE(fd >= 0 && file_write_all(fd, (const char *)bytes, length));
}

static void read_student(struct gradebook *gradebook, const char *id)
{
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    struct error err = {0};
    if (!gradebook_read_student(gradebook, id, &record, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0);
        return;
    }
    FUZZ_REQUIRE(record.student.id != NULL);
    for (size_t i = 0; i < record.attempt_count; i++) {
        FUZZ_REQUIRE(record.attempts[i].content_sha256 != NULL);
    }
}

static void read_all(struct gradebook *gradebook)
{
    AUTO_GRADEBOOK_IDS struct gradebook_ids ids = {0};
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    struct error err = {0};
    if (!gradebook_read_ids(gradebook, &ids, &err) ||
        !gradebook_read_exercises(gradebook, &exercises, &err)) {
        FUZZ_REQUIRE(strlen(err.message) > 0);
    }
    for (size_t i = 0; i < ids.count; i++) {
        FUZZ_REQUIRE(ids.items[i] != NULL);
        read_student(gradebook, ids.items[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = NULL;
    struct error err = {0};
    put(bytes, length);
    if (gradebook_open(path, GRADEBOOK_PRESENT, &gradebook, &err)) {
        read_all(gradebook);
    } else {
        FUZZ_REQUIRE(strlen(err.message) > 0);
    }
    return 0;
}
