#include "examiner/sequence.h"

#include "examiner/area.h"

#include <string.h>

enum { LOST = INT8_MAX, AHEAD_MAX = 1, NOTES_ENOUGH = 3 };

static size_t count_places(const struct sequence *sequence)
{
    size_t size = area_size(sequence->area);
    return (size < SEQUENCE_BYTES_MAX ? size : SEQUENCE_BYTES_MAX) / sizeof(uint16_t);
}

/* How far the place is ahead of the number; LOST when it does not follow it. */
static int8_t look(const struct sequence *sequence, size_t place, uint16_t number)
{
    uint16_t held;
    memcpy(&held, area_bytes(sequence->area) + place * sizeof held, sizeof held);
    int16_t ahead = (int16_t)(held - number);
    return ahead >= -AHEAD_MAX && ahead <= AHEAD_MAX ? (int8_t)ahead : LOST;
}

void sequence_note(struct sequence *sequence, uint16_t number)
{
    for (size_t i = 0; i < count_places(sequence); i++) {
        int8_t now = look(sequence, i, number);
        if (sequence->notes == 0 || sequence->ahead[i] != now) {
            sequence->ahead[i] = sequence->notes == 0 ? now : LOST;
        }
    }
    sequence->notes++;
}

bool sequence_set(const struct sequence *sequence, uint16_t number)
{
    bool followed = false;
    for (size_t i = 0; sequence->notes >= NOTES_ENOUGH && i < count_places(sequence); i++) {
        if (sequence->ahead[i] != LOST) {
            uint16_t value = (uint16_t)(number + sequence->ahead[i]);
            memcpy(area_bytes(sequence->area) + i * sizeof value, &value, sizeof value);
            followed = true;
        }
    }
    return followed;
}
