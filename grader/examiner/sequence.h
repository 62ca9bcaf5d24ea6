/* Numbers that count something in shared memory of which we do not know the layout: found by
 * watching the bytes, and set ahead to where a type that is too narrow ends. */
#ifndef WORKBOOK_EXAMINER_SEQUENCE_H
#define WORKBOOK_EXAMINER_SEQUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct area;

enum { SEQUENCE_BYTES_MAX = 8192 };

struct sequence {
    struct area *area;
    unsigned notes;
    /* For each place of two bytes: what is in it is the number and so much more; LOST when not. */
    int8_t ahead[SEQUENCE_BYTES_MAX / 2];
};

/* Notes what the area holds after number `number`. Call it for some numbers in a row, each time in
 * the same situation. */
void sequence_note(struct sequence *sequence, uint16_t number);

/* Sets all places that have followed the numbers to what they are after number `number`. The bytes
 * above them stay. False when nothing has followed. What follows from it may be judged only once
 * one more number has been counted from there as it should: then the places were understood. */
bool sequence_set(const struct sequence *sequence, uint16_t number);

#endif
