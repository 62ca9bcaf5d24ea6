/* Texts read from a segment: without a terminator, and into buffers that just fit or do not. */
#include "attach_detach_check.h"

enum { ROOM = 3 * 4096 };

static void expect_untouched(const char *buffer, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        expect_that(buffer[i] == '#', "decide first, copy then",
                    "the buffer to be untouched when the call fails",
                    "segment_read_text failed, and byte %zu of the buffer was changed", i);
    }
}

#define LOOK_SEARCH "strnlen(3) or memchr(3), with shm_segsz as the limit"

static void read_without_terminator(struct actor *reader, int id, size_t size)
{
    static char buffer[ROOM];
    memset(buffer, '#', sizeof buffer);
    struct reply reply =
        actor_call(reader, &read_text_call, SHMID(id), READ_BUFFER(buffer), SIZE(sizeof buffer));
    if (!reply.failed && (size_t)reply.value >= size) {
        check_fail(LOOK_SEARCH, "-1 with errno EBADMSG (Bad message)",
                   "segment_read_text returned %lld: it %s", (long long)reply.value,
                   (size_t)reply.value > size
                       ? "looked for the terminator behind the end of the segment"
                       : "took the end of the segment for the end of the text");
    }
    expect_failure(&reply, EBADMSG, LOOK_SEARCH);
    expect_untouched(buffer, sizeof buffer);
}

CHECK(read_needs_terminator)
{
    struct actor *reader = actor_spawn(NULL);
    char buffer[32] = "";
    int id = make_filled(10, 0);
    check_situation(
        "A segment has 10 bytes, all 'x'. Behind it, in its page, are some 'y' and then "
        "zeros.");
    poke(id, "xxxxxxxxxxyyyyy", 16);
    read_without_terminator(reader, id, 10);
    check_situation("A segment has 10 bytes, all 'x'. The rest of its page is zeros.");
    poke(id, "xxxxxxxxxx\0\0\0\0\0", 16);
    read_without_terminator(reader, id, 10);
    check_situation("A segment has 10 bytes, all 'x', and the rest of its page is all 'y'.");
    fill(id, 10, 'y');
    poke(id, "xxxxxxxxxx", 10);
    read_without_terminator(reader, id, 10);
    check_situation("The last of a segment's 10 bytes is the terminator.");
    poke(id, "xxxxxxxxx", 10);
    struct reply reply =
        actor_call(reader, &read_text_call, SHMID(id), READ_BUFFER(buffer), SIZE(sizeof buffer));
    expect_length(&reply, 9, LOOK_SEARCH);
    check_situation("A segment has 4096 bytes, all 'x': a whole page.");
    read_without_terminator(reader, make_filled(4096, 'x'), 4096);
}

#define LOOK_CAPACITY "the text's length with its terminator against capacity"

/* A text that does not fit the buffer was read all the same: how? */
static void tell_overrun(const char *buffer, const struct reply *reply, size_t length,
                         size_t capacity)
{
    check_fail(LOOK_CAPACITY, "-1 with errno ERANGE (Numerical result out of range)",
               "segment_read_text returned %lld%s", (long long)reply->value,
               buffer[capacity] != '#'         ? ": it wrote behind the end of the buffer"
               : (size_t)reply->value < length ? ": the buffer holds a part of the text"
                                               : "");
}

static void read_into(struct actor *reader, int id, const char *text, size_t capacity)
{
    char buffer[64];
    size_t length = strlen(text);
    memset(buffer, '#', sizeof buffer);
    check_situation(
        "A segment of 100 bytes holds a text of %zu characters; the buffer has room for "
        "%zu byte%s.",
        length, capacity, capacity == 1 ? "" : "s");
    /* More room than is said: what goes too far is seen, and does not crash. */
    struct reply reply =
        actor_call(reader, &read_text_call, SHMID(id), READ_BUFFER(buffer), SIZE(capacity));
    if (capacity <= length) {
        if (!reply.failed) {
            tell_overrun(buffer, &reply, length, capacity);
        }
        expect_failure(&reply, ERANGE, LOOK_CAPACITY);
        expect_untouched(buffer, sizeof buffer);
        return;
    }
    expect_length(&reply, length, LOOK_CAPACITY);
    expect_that(memcmp(buffer, text, length + 1) == 0, "memcpy(3)",
                "the text and its terminator in the buffer", "other bytes are there");
    for (size_t i = capacity; i < sizeof buffer; i++) {
        expect_that(buffer[i] == '#', "memcpy(3): how many bytes?",
                    "no byte behind the capacity to be touched",
                    "byte %zu, behind the %zu of the buffer, was changed", i, capacity);
    }
}

CHECK(read_fits_or_fails)
{
    static char text[21];
    struct actor *reader = actor_spawn(NULL);
    int id = make_filled(100, 'x');
    check_random_text(text, 20);
    poke(id, text, sizeof text);
    read_into(reader, id, text, 21);
    read_into(reader, id, text, 20);
    read_into(reader, id, text, 19);
    read_into(reader, id, text, 1);
    read_into(reader, id, text, 0);
    poke(id, "", 1);
    read_into(reader, id, "", 1);
    read_into(reader, id, "", 0);

    char exact[21]; /* and one whose end is the end of all */
    poke(id, text, sizeof text);
    struct reply reply =
        actor_call(reader, &read_text_call, SHMID(id), READ_BUFFER(exact), SIZE(sizeof exact));
    expect_length(&reply, 20, LOOK_CAPACITY);
}
