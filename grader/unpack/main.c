/* unpack: the C sources in an archive that comes in on standard input, as records on standard output
 * (unpack/record.h); or `unpack class NUMBER`: a part of a whole class.
 *
 * The archive is hostile, and libarchive is a large program to hand it to. So this one runs in the sandbox of the
 * compiler (stage/tool.h), knows no file system and makes no file: links, devices and paths that lead out of the
 * archive have nothing to work on. Bombs end at the limits of record.h, or at the sandbox's. */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "unpack/class.h"
#include "unpack/record.h"
#include "unpack/submission.h"

enum { MEMORY_BYTES_MAX = 512 << 20 };

/* All of standard input; one byte above the limit when there is more. */
static char *read_input(size_t most, size_t *length)
{
    char *bytes = memory_allocate(most + 1, 1);
    *length = fread(bytes, 1, most + 1, stdin);
    return bytes;
}

int main(int argc, char **argv)
{
    bool is_class = argc == 3 && strcmp(argv[1], "class") == 0;
    const struct rlimit memory = {MEMORY_BYTES_MAX, MEMORY_BYTES_MAX};
    if (setlocale(LC_ALL, "") == NULL || setrlimit(RLIMIT_AS, &memory) != 0) {
        return 1;
    }
    size_t length = 0;
    AUTO_FREE char *bytes =
        read_input(is_class ? UNPACK_CLASS_ARCHIVE_BYTES_MAX : UNPACK_ARCHIVE_BYTES_MAX, &length);
    if (is_class) {
        class_unpack(bytes, length, strtoul(argv[2], NULL, 10));
    } else {
        submission_unpack(bytes, length);
    }
    record_write(RECORD_END, NULL, NULL, 0);
    return fflush(stdout) == 0 ? 0 : 1;
}
