/* The buffers whose addresses a call gets. Each ends right before a page that nobody may touch and
 * begins behind bytes of a known pattern, so that one byte too far is seen either way. None lies where
 * one has just been. Under Valgrind they are blocks of the heap of just that size: it sees every byte
 * itself, and names the line. */
#ifndef WORKBOOK_DRIVER_BUFFERS_H
#define WORKBOOK_DRIVER_BUFFERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
    unsigned char *bytes; /* NULL: none */
    size_t length;
    void *region; /* whole mapping; NULL: on the heap */
    size_t region_length;
};

/* A buffer of `length` bytes with these contents. False with errno when there is no memory. */
bool buffer_init(struct buffer *buffer, const void *contents, size_t length);

/* True when the bytes before the buffer are not what they were. */
bool buffer_overran(const struct buffer *buffer);

/* True when the address lies in the page behind the buffer that nobody may touch. */
bool buffer_is_behind(const struct buffer *buffer, uintptr_t address);

void buffer_finish(struct buffer *buffer);

#endif
