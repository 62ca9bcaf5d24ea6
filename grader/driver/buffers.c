#include "driver/buffers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <valgrind/valgrind.h>

enum { PATTERN = 0xa5, PATTERN_BYTES = 256, PLACES = 1 << 16, PLACE_BYTES = 1 << 20 };

static bool heap_buffer_init(struct buffer *buffer, const void *contents, size_t length)
{
    buffer->bytes = malloc(length);
    if (buffer->bytes == NULL) {
        return false;
    }
    memcpy(buffer->bytes, contents, length);
    return true;
}

/* Where the next buffer goes: not where one has just been, so that a pointer that was kept beyond its
 * call leads nowhere, and not into the next call's bytes. Process-wide, as addresses are. */
static void *next_place(void)
{
    static const uintptr_t first = 0x200000000000U;
    static uintptr_t places_used;
    return (void *)(first + places_used++ % PLACES * PLACE_BYTES);
}

bool buffer_init(struct buffer *buffer, const void *contents, size_t length)
{
    *buffer = (struct buffer){.length = length};
    if (RUNNING_ON_VALGRIND) {
        return heap_buffer_init(buffer, contents, length);
    }
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t usable = (length + PATTERN_BYTES + page - 1) / page * page;
    buffer->region_length = usable + page;
    void *region = mmap(next_place(), buffer->region_length, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (region == MAP_FAILED) {
        return false;
    }
    buffer->region = region;
    mprotect((char *)region + usable, page, PROT_NONE);
    buffer->bytes = (unsigned char *)region + usable - length;
    memset(region, PATTERN, usable - length);
    memcpy(buffer->bytes, contents, length);
    return true;
}

bool buffer_overran(const struct buffer *buffer)
{
    if (buffer->region == NULL) {
        return false;
    }
    for (const unsigned char *byte = buffer->region; byte < buffer->bytes; byte++) {
        if (*byte != PATTERN) {
            return true;
        }
    }
    return false;
}

bool buffer_is_behind(const struct buffer *buffer, uintptr_t address)
{
    uintptr_t end = (uintptr_t)buffer->bytes + buffer->length;
    return buffer->region != NULL && address >= end &&
           address < (uintptr_t)buffer->region + buffer->region_length;
}

void buffer_finish(struct buffer *buffer)
{
    if (buffer->region != NULL) {
        munmap(buffer->region, buffer->region_length);
    } else {
        free(buffer->bytes);
    }
    *buffer = (struct buffer){0};
}
