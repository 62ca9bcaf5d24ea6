/* alternative: one bit for each slot and side, no positions. The producer turns its bit of a slot
 * over when it fills it, the consumer its own when it empties it: unequal bits, and the slot is
 * full. A side's bits are equal up to where it stands in its lap, and the other way round behind
 * it, so they tell its position, too. Each word of bits has one writer.
 */
#include "ring_buffer.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

typedef _Atomic uint64_t bits_word;

struct ring {
    uint32_t capacity;
    uint32_t item_size;
    bits_word bits[]; /* the producer's words, the consumer's, then the items */
};

static size_t words_for(uint32_t capacity)
{
    return ((size_t)capacity + 63) / 64;
}

static bits_word *producer_bits(const struct ring *ring)
{
    return (bits_word *)ring->bits;
}

static bits_word *consumer_bits(const struct ring *ring)
{
    return producer_bits(ring) + words_for(ring->capacity);
}

static unsigned char *slot_at(const struct ring *ring, uint32_t slot)
{
    unsigned char *items = (unsigned char *)(consumer_bits(ring) + words_for(ring->capacity));
    return items + (size_t)slot * ring->item_size;
}

static bool get_bit(bits_word *bits, uint32_t slot)
{
    return atomic_load_explicit(&bits[slot / 64], memory_order_acquire) >> slot % 64 & 1;
}

static void turn_over(bits_word *bits, uint32_t slot)
{
    uint64_t word = atomic_load_explicit(&bits[slot / 64], memory_order_relaxed);
    atomic_store_explicit(&bits[slot / 64], word ^ (uint64_t)1 << slot % 64, memory_order_release);
}

/* The first slot whose bit differs from that of slot 0; 0 when there is none. */
static uint32_t position_of(const struct ring *ring, bits_word *bits)
{
    uint64_t passed = get_bit(bits, 0) ? UINT64_MAX : 0;
    for (size_t i = 0; i < words_for(ring->capacity); i++) {
        uint64_t others = atomic_load_explicit(&bits[i], memory_order_acquire) ^ passed;
        if (others != 0) {
            size_t slot = i * 64 + (size_t)__builtin_ctzll(others);
            return slot < ring->capacity ? (uint32_t)slot : 0;
        }
    }
    return 0;
}

static bool is_full(const struct ring *ring, uint32_t slot)
{
    return get_bit(producer_bits(ring), slot) != get_bit(consumer_bits(ring), slot);
}

size_t ring_size(uint32_t capacity, uint32_t item_size)
{
    if (capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return 0;
    }
    return sizeof(struct ring) + 2 * words_for(capacity) * sizeof(bits_word) +
           (size_t)capacity * item_size;
}

int ring_init(struct ring *ring, uint32_t capacity, uint32_t item_size)
{
    if (ring == NULL || capacity == 0 || item_size == 0) {
        errno = EINVAL;
        return -1;
    }
    ring->capacity = capacity;
    ring->item_size = item_size;
    memset(ring->bits, 0, 2 * words_for(capacity) * sizeof(bits_word));
    return 0;
}

int ring_push(struct ring *ring, const void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint32_t slot = position_of(ring, producer_bits(ring));
    if (is_full(ring, slot)) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(slot_at(ring, slot), item, ring->item_size);
    turn_over(producer_bits(ring), slot);
    return 0;
}

int ring_pop(struct ring *ring, void *item)
{
    if (ring == NULL || item == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint32_t slot = position_of(ring, consumer_bits(ring));
    if (!is_full(ring, slot)) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(item, slot_at(ring, slot), ring->item_size);
    turn_over(consumer_bits(ring), slot);
    return 0;
}

int ring_count(const struct ring *ring, uint32_t *count)
{
    if (ring == NULL || count == NULL) {
        errno = EINVAL;
        return -1;
    }
    uint32_t out = position_of(ring, consumer_bits(ring));
    uint32_t in = position_of(ring, producer_bits(ring));
    if (in == out) {
        *count = is_full(ring, out) ? ring->capacity : 0;
    } else {
        *count = in > out ? in - out : ring->capacity - (out - in);
    }
    return 0;
}
