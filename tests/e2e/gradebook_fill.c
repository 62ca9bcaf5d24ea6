/* gradebook_fill GRADEBOOK STUDENT NAME EMAIL CANVAS-ID TIME VERDICT SOURCE
 *
 * Records one submission as a batch does: TIME in seconds since 1970 (- when it is not known), the verdict's JSON, and
 * the one file that was handed in. "-" stands for what is not known. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "gradebook/gradebook.h"
#include "model/digest.h"

enum { BYTES_MAX = 16 * 1024 * 1024, ARGUMENTS = 9 };

static const char *known(const char *argument)
{
    return strcmp(argument, "-") == 0 ? NULL : argument;
}

static bool fill(char **argv, struct error *err)
{
    AUTO_FREE char *json = NULL;
    AUTO_FREE char *source = NULL;
    AUTO_GRADEBOOK struct gradebook *gradebook = NULL;
    struct gradebook_file file = {0};
    char content[GRADEBOOK_HASH_LENGTH + 1];
    char key[DIGEST_LENGTH + 1];
    if (!file_read(argv[7], BYTES_MAX, &json, NULL, err) ||
        !file_read(argv[8], BYTES_MAX, &source, &file.length, err) ||
        !gradebook_open(argv[1], GRADEBOOK_MAKE, &gradebook, err)) {
        return false;
    }
    const char *slash = strrchr(argv[8], '/');
    file.path = slash != NULL ? slash + 1 : argv[8];
    file.bytes = source;
    gradebook_digest_files(&file, 1, content);
    AUTO_FREE char *ground = memory_format("%s and the tests of last week", content);
    digest_make(ground, strlen(ground), key);
    const struct gradebook_student student = {.id = argv[2],
                                              .name = known(argv[3]),
                                              .email = known(argv[4]),
                                              .canvas_id = known(argv[5])};
    const struct gradebook_entry entry = {
        .student = &student,
        .content_sha256 = content,
        .files = &file,
        .file_count = 1,
        .submitted_ms = known(argv[6]) != NULL ? atoll(argv[6]) * 1000 : GRADEBOOK_TIME_UNKNOWN,
        .origin = argv[8],
        .key = key,
        .json = json,
    };
    return gradebook_record(gradebook, &entry, err);
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc != ARGUMENTS) {
        return 2;
    }
    if (!fill(argv, &err)) {
        (void)fprintf(stderr, "gradebook_fill: %s\n", err.message);
        return 1;
    }
    return 0;
}
