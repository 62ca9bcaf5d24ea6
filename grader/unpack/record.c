#include "unpack/record.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void record_write(enum record_kind kind, const char *path, const char *bytes, size_t length)
{
    size_t path_length = path != NULL ? strlen(path) : 0;
    bool written = printf("%c %zu %zu\n", (char)kind, path_length, length) > 0 &&
                   (path_length == 0 || fwrite(path, path_length, 1, stdout) == 1) &&
                   (length == 0 || fwrite(bytes, length, 1, stdout) == 1);
    if (!written) {
        exit(EXIT_FAILURE);
    }
}
