#include "batch/unpack_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"

enum { HEAD_BYTES_MAX = 64 };

void unpack_record_finish(struct unpack_record *record)
{
    free(record->path);
    free(record->bytes);
}

static char *take(struct unpack_output *output, size_t length)
{
    char *bytes = memory_copy_bytes(output->at, length);
    output->at += length;
    output->left -= length;
    return bytes;
}

bool unpack_record_read(struct unpack_output *output, struct unpack_record *record)
{
    size_t room = output->left < HEAD_BYTES_MAX ? output->left : HEAD_BYTES_MAX;
    const char *end = memchr(output->at, '\n', room);
    size_t path = 0;
    if (end == NULL) {
        return false;
    }
    AUTO_FREE char *head = take(output, (size_t)(end - output->at) + 1);
    if (sscanf(head, "%c %9zu %9zu", &record->kind, &path, &record->length) != 3 ||
        path > output->left || record->length > output->left - path) {
        return false;
    }
    record->path = take(output, path);
    record->bytes = take(output, record->length);
    return true;
}
