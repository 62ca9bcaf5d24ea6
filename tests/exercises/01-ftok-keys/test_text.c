/* Arguments that are NULL, split_key, and format_key. */
#include "fixtures.h"

#include <limits.h>

enum { LENGTH = 10, NEEDED = 11, ROOM = 32 };

#define LOOK_NULL                                                                                  \
    "the contract in ftok_keys.h: NULL is EINVAL, and is looked for before anything else"
#define LOOK_NEGATIVE                                                                              \
    "printf(3) with a uint32_t: a signed key is printed with its sign or grows when it is widened"
#define LOOK_ROOM                                                                                  \
    "the contract in ftok_keys.h: 11 bytes are enough for ten characters and the terminator"
#define LOOK_TEXT                                                                                  \
    "printf(3): the conversion x, the flag 0, the field width; ipcs(1) shows what is wanted"

CHECK(null_arguments)
{
    char text[ROOM] = "";
    struct actor *process = spawn_in_tmp();
    make_file("board");

    check_situation("The current directory holds the file \"board\".");
    struct reply reply = actor_call(process, &make_key, TEXT("board"), INT(42));
    expect_success(&reply, LOOK_NULL);
    reply = actor_call(process, &make_key, NULL_POINTER, INT(42));
    expect_failure(&reply, EINVAL, LOOK_NULL);

    check_situation("%s", "");
    reply = actor_call(process, &format_key, KEY(0x2a0022bc), BUFFER(text, ROOM), SIZE(ROOM));
    expect_success(&reply, LOOK_NULL);
    reply = actor_call(process, &format_key, KEY(0x2a0022bc), NULL_POINTER, SIZE(ROOM));
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &format_key, KEY(0x2a0022bc), NULL_POINTER, SIZE(0));
    expect_failure(&reply, EINVAL, LOOK_NULL);

    check_situation("The current directory holds the file \"board\".");
    reply = actor_call(process, &keys_collide, TEXT("board"), TEXT("board"), INT(42));
    expect_success(&reply, LOOK_NULL);
    reply = actor_call(process, &keys_collide, NULL_POINTER, TEXT("board"), INT(42));
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &keys_collide, TEXT("board"), NULL_POINTER, INT(42));
    expect_failure(&reply, EINVAL, LOOK_NULL);
    reply = actor_call(process, &keys_collide, NULL_POINTER, NULL_POINTER, INT(42));
    expect_failure(&reply, EINVAL, LOOK_NULL);
}

/* --- split_key --- */

/* A key of zero is no IPC_PRIVATE here. */
static struct argument key_argument(uint32_t key)
{
    struct argument argument = KEY(key);
    return key == 0 ? NAMED("0x00000000", argument) : argument;
}

static void expect_parts(struct actor *process, uint32_t key)
{
    struct reply reply = actor_call(process, &split_key, key_argument(key));
    uint16_t inode;
    char expected[80];
    memcpy(&inode, reply.bytes + 2, sizeof inode);
    snprintf(expected, sizeof expected, "project 0x%02x, device 0x%02x, inode 0x%04x", key >> 24,
             key >> 16 & 0xff, key & 0xffff);
    expect_that(
        reply.bytes[0] == key >> 24 && reply.bytes[1] == (key >> 16 & 0xff) &&
            inode == (key & 0xffff),
        "the picture in README.md; shift and cut the key as a uint32_t, not as a signed number",
        expected, "project 0x%02x, device 0x%02x, inode 0x%04x", reply.bytes[0], reply.bytes[1],
        inode);
}

CHECK(split_fields)
{
    static const uint32_t keys[] = {0x2a3b4c5d, 0x2a0022bc, 0x01fe0102, 0x7fffffff,
                                    0x0000ff00, 0x00ff0000, 0x80000001, 0xc3a5b4d2,
                                    0xff80ff7f, 0xfffffffe, 0};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        check_situation("%s", "");
        expect_parts(process, keys[i]);
    }
    for (int i = 0; i < 8; i++) {
        check_situation("%s", "");
        expect_parts(process, check_random(UINT_MAX));
    }
}

/* --- format_key --- */

/* The bytes of a buffer as a message can hold them. */
static void show(const char *bytes, size_t count, char *shown)
{
    size_t i;
    for (i = 0; i < count && bytes[i] != '\0'; i++) {
        shown[i] = bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '?';
    }
    shown[i] = '\0';
}

static void expect_text(struct actor *process, uint32_t key, size_t room, const char *look)
{
    char text[ROOM];
    char wanted[NEEDED];
    char expected[40];
    char shown[ROOM + 1];
    memset(text, '.', sizeof text);
    snprintf(wanted, sizeof wanted, "0x%08x", key);
    snprintf(expected, sizeof expected, "the text \"%s\"", wanted);

    check_situation("%s", "");
    struct reply reply =
        actor_call(process, &format_key, key_argument(key), BUFFER(text, room), SIZE(room));
    expect_success(&reply, look);
    show(text, room, shown);
    expect_that(memchr(text, '\0', room) != NULL, look, expected,
                "the buffer holds \"%s\" and no terminating '\\0'", shown);
    expect_that(strcmp(text, wanted) == 0, look, expected, "\"%s\"", shown);
    expect_that(reply.value == LENGTH,
                "the contract in ftok_keys.h: the length, without the terminator",
                "the length 10 to be returned", "format_key returned %d", (int)reply.value);
}

CHECK(format_text)
{
    static const uint32_t keys[] = {0x2a0022bc, 0x01234567, 0x6b8a9cde, 0x0000000f, 0};
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        expect_text(process, keys[i], ROOM, LOOK_TEXT);
    }
    for (int i = 0; i < 4; i++) {
        expect_text(process, check_random(INT_MAX), ROOM, LOOK_TEXT);
    }
}

CHECK(format_negative)
{
    static const uint32_t keys[] = {0xc80022bc, 0x80000000, 0xfffffffe};
    struct actor *process = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        expect_text(process, keys[i], ROOM, LOOK_NEGATIVE);
    }
    for (int i = 0; i < 4; i++) {
        expect_text(process, 0x80000000 | check_random(INT_MAX), ROOM, LOOK_NEGATIVE);
    }
}

/* The buffer goes on behind the stated capacity, and we look at all of it: an overrun is told, not
 * a crash. */
static void expect_too_small(struct actor *process, uint32_t key, size_t capacity)
{
    static const char look[] =
        "printf(3): snprintf writes what fits before it tells the length; ask for the room first";
    char text[ROOM];
    char shown[ROOM + 1];
    memset(text, '.', sizeof text);
    check_situation(
        "The text and its terminator need 11 bytes. The capacity that we state is smaller; the "
        "buffer itself has 32 bytes, a dot in each.");
    struct reply reply =
        actor_call(process, &format_key, KEY(key), BUFFER(text, ROOM), SIZE(capacity));
    expect_failure(&reply, ERANGE, look);
    size_t untouched = 0;
    while (untouched < ROOM && text[untouched] == '.') {
        untouched++;
    }
    show(text, ROOM, shown);
    expect_that(untouched == ROOM, look, "every byte of the buffer as it was before",
                "the buffer begins with \"%s\"", shown);
}

/* What 16 bits can count is less: a capacity that is cut to them seems too small. */
static void expect_text_in_large(struct actor *process)
{
    enum { LARGE = 65536 + 5 };
    static char text[LARGE];
    check_situation("%s", "");
    struct reply reply =
        actor_call(process, &format_key, KEY(0x2a0022bc), BUFFER(text, LARGE), SIZE(LARGE));
    expect_success(&reply, "stddef.h: a capacity is a size_t; a narrower type cuts it");
    expect_that(strcmp(text, "0x2a0022bc") == 0, LOOK_TEXT, "the text \"0x2a0022bc\"",
                "another text");
}

CHECK(format_capacity)
{
    static const size_t capacities[] = {10, 9, 5, 2, 1, 0};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    expect_text(process, 0x2a0022bc, NEEDED, LOOK_ROOM);
    expect_text(process, 0xc80022bc, NEEDED, LOOK_ROOM);
    expect_text(process, 0, NEEDED + 1, LOOK_ROOM);
    expect_text_in_large(process);
    for (size_t i = 0; i < sizeof capacities / sizeof capacities[0]; i++) {
        expect_too_small(process, 0x2a0022bc, capacities[i]);
        expect_too_small(process, 0xc80022bc, capacities[i]);
        expect_too_small(process, 0x00000007, capacities[i]);
    }
}
