/* What goes in comes out, byte by byte, whatever it is. */
#include "ring_trial.h"

#define LOOK_WHOLE                                                                                 \
    "ring_buffer.h, ring_push: exactly item_size bytes. memcpy(3) copies so many, whatever "       \
    "they are"

enum {
    LONG_ITEM = 65541, /* a size that does not fit in 16 bits */
    EVERY_SIZE = 72,   /* up to which all are tried */
    UNTOUCHED = '#',
};

/* Three kinds of item: nothing but zeros, zeros in the middle, no zero at all. */
static void make_contents(unsigned char *item, size_t size, uint32_t kind)
{
    for (size_t i = 0; i < size; i++) {
        /* Never what stands in the buffer before the pop. */
        item[i] = (unsigned char)(kind == 0 ? 0 : 0x80 | check_random(128));
    }
    if (kind == 1 && size > 1) {
        item[size / 2] = 0;
    }
}

/* What copies all but the bytes from `wrong` on. */
static const char *look_at_copy(const unsigned char *wanted, uint32_t wrong, uint32_t size)
{
    const unsigned char *zero = memchr(wanted, 0, size);
    if (zero != NULL && wrong == zero - wanted + 1) {
        return "ring_buffer.h, ring_push: exactly item_size bytes. Does the copy end at a zero "
               "byte? strcpy(3) and strncpy(3) copy text; memcpy(3) copies bytes";
    }
    if (wrong == 8) {
        return "ring_buffer.h, ring_push: exactly item_size bytes. Is the copy one of a number of "
               "8 bytes, whatever item_size says?";
    }
    if (size > UINT16_MAX && wrong == (uint16_t)size) {
        return "ring_buffer.h, ring_init: item_size is an uint32_t. In which type is it kept?";
    }
    return LOOK_WHOLE;
}

static void expect_contents(const unsigned char *got, const unsigned char *wanted, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        expect_that(got[i] == wanted[i], look_at_copy(wanted, i, size),
                    "the bytes that were pushed", "%s%u of %u %s",
                    i > 0 ? "the bytes before are right, but byte " : "byte ", i + 1, size,
                    got[i] == UNTOUCHED ? "was not written"
                    : got[i] == 0       ? "is zero"
                                        : "is another one");
    }
}

static void expect_whole_items(struct actor *process, uint32_t size)
{
    static unsigned char items[3][LONG_ITEM];
    static unsigned char got[LONG_ITEM];
    check_situation(
        "A ring of 3 items of %u byte%s: one of zeros, one with a zero in the middle, one without "
        "zeros. The caller's buffers are just as long: nothing behind them may be touched.",
        size, size == 1 ? "" : "s");
    struct trial trial = trial_make(process, 3, size);
    for (uint32_t lap = 0; lap < 2; lap++) {
        for (uint32_t i = 0; i < 3; i++) {
            make_contents(items[i], size, (i + lap) % 3);
            struct reply reply = actor_call_quick(process, &ring_push, AREA(trial.area),
                                                  NAMED("item", BYTES(items[i], size)));
            trial_judge_push(&trial, &reply);
        }
        for (uint32_t i = 0; i < 3; i++) {
            memset(got, UNTOUCHED, size);
            struct reply reply = actor_call_quick(process, &ring_pop, AREA(trial.area),
                                                  NAMED("&item", BUFFER(got, size)));
            expect_value(&reply, 0, "ring_buffer.h, ring_pop");
            expect_contents(got, items[i], size);
        }
        trial.next_out = trial.next_in;
    }
}

/* Code that is fast for some sizes must not take their neighbours for them. */
static void expect_every_size(void)
{
    for (uint32_t size = 1; size <= EVERY_SIZE; size += 8) {
        struct actor *process = actor_spawn(NULL);
        for (uint32_t i = 0; i < 8; i++) {
            expect_whole_items(process, size + i);
        }
        actor_kill(process);
    }
}

CHECK(whole_items)
{
    static const uint32_t sizes[] = {12, 24, 8, 5, 3, 1, 16, 31, 64, 65, 4096, LONG_ITEM};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        expect_whole_items(process, sizes[i]);
    }
    if (!check_under_valgrind()) {
        expect_every_size();
    }
}
