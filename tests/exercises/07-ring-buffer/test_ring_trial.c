/* The steps of ring_trial.h. No checks here. */
#include "ring_trial.h"

#include "examiner/errno_name.h"

const struct function ring_size = {"ring_size", RETURNS_SIZE, LEAVES_NOTHING};
const struct function ring_init = {"ring_init", RETURNS_INT, LEAVES_NOTHING};
const struct function ring_push = {"ring_push", RETURNS_INT, LEAVES_NOTHING};
const struct function ring_pop = {"ring_pop", RETURNS_INT, LEAVES_NOTHING};
const struct function ring_count = {"ring_count", RETURNS_INT, LEAVES_NOTHING};

enum {
    PATIENCE_CPU_MS = 200, /* of a call that takes a microsecond; far more than a host may steal */
    SIZE_SANE = 16 << 20,  /* rings in these tests have some kilobytes */
};

#define LOOK_FULL                                                                                  \
    "ring_buffer.h, ring_push: all capacity slots can be used. How does your code tell full "      \
    "from empty?"
#define LOOK_NEVER_FULL                                                                            \
    "ring_buffer.h, ring_push: this ring is empty, and has never been full. Does your code keep "  \
    "a "                                                                                           \
    "position anywhere but in struct ring? A static variable is shared by all rings of a process"
#define LOOK_EMPTY                                                                                 \
    "ring_buffer.h, ring_pop: an empty ring is EAGAIN. How does your code tell full from empty?"
#define LOOK_ORDER                                                                                 \
    "ring_buffer.h, ring_pop: the oldest item. Which slot does ring_push fill, which one does "    \
    "ring_pop read?"
#define LOOK_LOOP                                                                                  \
    "ring_buffer.h: a full or an empty ring is EAGAIN. Whether to wait, and how, is the caller's " \
    "affair"
#define LOOK_LOOP_OF_DEAD                                                                          \
    "ring_buffer.h, the end: what does the loop wait for, and who would do it when the other "     \
    "process is dead?"
#define LOOK_COUNT_ROOM                                                                            \
    "ring_buffer.h, ring_count: nothing was pushed yet. Does it count the items, or the free "     \
    "slots?"
#define LOOK_ERRNO                                                                                 \
    "ring_buffer.h, ring_push and ring_pop: no room and no item are both EAGAIN, \"try again\""
#define LOOK_COUNT "ring_buffer.h, ring_count: exact when neither side is inside a call"
#define LOOK_COUNT_FULL                                                                            \
    "ring_buffer.h, ring_count: a full ring holds capacity items. Its two positions are at the "   \
    "same slot, as those of an empty one"
#define LOOK_COUNT_OLD                                                                             \
    "ring_buffer.h, ring_count: exact when neither side is inside a call. Does it read both "      \
    "positions themselves, or what was kept of one at an earlier look?"

/* --- calls ------------------------------------------------------------------------------------ */

static const char *look_of(const struct trial *trial, const char *look)
{
    return trial->look != NULL ? trial->look : look;
}

static struct reply call(struct trial *trial, struct actor *actor, const struct function *function,
                         struct argument argument)
{
    bool can_spin = trial->after_death || trial->refused;
    if (!can_spin && trial->watched) {
        return actor_call(actor, function, AREA(trial->area), argument);
    }
    if (!can_spin) {
        return actor_call_quick(actor, function, AREA(trial->area), argument);
    }
    if (trial->watched) {
        actor_start(actor, function, AREA(trial->area), argument);
    } else {
        actor_start_quick(actor, function, AREA(trial->area), argument);
    }
    unsigned patience = check_under_valgrind() ? 10 * PATIENCE_CPU_MS : PATIENCE_CPU_MS;
    if (actor_await_progress(actor, patience) == ACTOR_SPINS) {
        actor_fail_spinning(actor, trial->after_death ? LOOK_LOOP_OF_DEAD : LOOK_LOOP,
                            trial->after_death ? "the call to return: EAGAIN, or its work done"
                                               : "-1 with errno EAGAIN, at once");
    }
    return actor_wait(actor);
}

static struct reply push_number(struct trial *trial, struct actor *actor, uint32_t number)
{
    unsigned char item[ITEM_SIZE_MAX];
    char label[32];
    item_make(item, trial->item_size, number);
    if (number == ITEM_FOREIGN) {
        snprintf(label, sizeof label, "one item more");
    } else {
        snprintf(label, sizeof label, "item %u", number);
    }
    return call(trial, actor, &ring_push, NAMED(label, BYTES(item, trial->item_size)));
}

static struct reply pop_bytes(struct trial *trial, struct actor *actor, unsigned char *item)
{
    memset(item, ITEM_UNTOUCHED, trial->item_size);
    return call(trial, actor, &ring_pop, NAMED("&item", BUFFER(item, trial->item_size)));
}

/* --- rings ------------------------------------------------------------------------------------ */

size_t trial_ask_size(struct actor *actor, uint32_t capacity, uint32_t item_size)
{
    struct reply reply = actor_call(actor, &ring_size, U32(capacity), U32(item_size));
    expect_success(&reply, "ring_buffer.h, ring_size: your struct and all the slots behind it");
    expect_that((uint64_t)reply.value <= SIZE_SANE,
                "ring_buffer.h, ring_size: the number of bytes that the ring needs",
                "your struct and capacity * item_size bytes, or a few times that",
                "ring_size said %llu", (unsigned long long)reply.value);
    return (size_t)reply.value;
}

void trial_init(struct trial *trial, struct actor *maker)
{
    struct reply reply = actor_call(maker, &ring_init, AREA(trial->area), U32(trial->capacity),
                                    U32(trial->item_size));
    expect_value(&reply, 0,
                 reply.failed ? "ring_buffer.h, ring_init: NULL and zeros are EINVAL, and nothing "
                                "else. Capacity may be any number"
                              : "ring_buffer.h, ring_init: \"Returns 0.\"");
    trial->next_out = trial->next_in;
}

struct trial trial_make(struct actor *maker, uint32_t capacity, uint32_t item_size)
{
    struct trial trial = {.capacity = capacity, .item_size = item_size, .next_in = 1};
    trial.area = area_create("the ring", trial_ask_size(maker, capacity, item_size));
    area_fill(trial.area, 0);
    area_map(trial.area, maker);
    trial_init(&trial, maker);
    return trial;
}

uint32_t trial_held(const struct trial *trial)
{
    return trial->next_in - trial->next_out;
}

/* --- judgements ------------------------------------------------------------------------------- */

static void print_failure(const struct reply *reply, char text[ITEM_TEXT])
{
    if (!reply->failed) {
        snprintf(text, ITEM_TEXT, "it returned %d", (int)reply->value);
    } else {
        snprintf(text, ITEM_TEXT, "it failed with %s", errno_name(reply->error));
    }
}

/* Where to look when a call was refused that must not be, or said something else than 0. */
static const char *look_of_refusal(const struct trial *trial, const struct reply *reply,
                                   const char *look)
{
    if (!reply->failed) {
        return "ring_buffer.h, ring_push and ring_pop: \"Returns 0.\" That is all that a caller "
               "compares with";
    }
    if (reply->error != EAGAIN) {
        return "ring_buffer.h, ring_push and ring_pop: EAGAIN and EINVAL are the only errors. Any "
               "process may push and pop, also one that does both";
    }
    return look_of(trial, look);
}

void trial_judge_push(struct trial *trial, const struct reply *reply)
{
    if (reply->value != 0) {
        char expected[80];
        char observed[ITEM_TEXT];
        snprintf(expected, sizeof expected, "0: the ring holds %u of %u items, so there is room",
                 trial_held(trial), trial->capacity);
        print_failure(reply, observed);
        bool was_filled = trial->next_in - 1 >= trial->capacity;
        const char *look = trial_held(trial) == 0 && !was_filled ? LOOK_NEVER_FULL : LOOK_FULL;
        check_fail(look_of_refusal(trial, reply, look), expected, "%s", observed);
    }
    trial->next_in++;
}

void trial_judge_pop(struct trial *trial, const struct reply *reply, const unsigned char *item,
                     const char *look)
{
    unsigned char wanted[ITEM_SIZE_MAX];
    char expected[ITEM_TEXT];
    char observed[ITEM_TEXT];
    item_make(wanted, trial->item_size, trial->next_out);
    snprintf(expected, sizeof expected, "0, and item %u, the oldest", trial->next_out);
    if (reply->value != 0) {
        print_failure(reply, observed);
        check_fail(look_of_refusal(trial, reply, LOOK_EMPTY), expected, "%s", observed);
    }
    if (memcmp(item, wanted, trial->item_size) != 0) {
        item_describe(item, trial->item_size, observed);
        check_fail(look, expected, "it returned 0, and the buffer holds %s", observed);
    }
    trial->next_out++;
}

void trial_judge_empty(struct trial *trial, const struct reply *reply, const unsigned char *item)
{
    char observed[ITEM_TEXT];
    if (!reply->failed) {
        item_describe(item, trial->item_size, observed);
        check_fail(look_of(trial, LOOK_EMPTY), "-1 with errno EAGAIN: the ring is empty",
                   "it returned %d, and the buffer holds %s", (int)reply->value, observed);
    }
    expect_failure(reply, EAGAIN, look_of(trial, LOOK_ERRNO));
    if (!item_is_filled_with(item, trial->item_size, ITEM_UNTOUCHED)) {
        item_describe(item, trial->item_size, observed);
        check_fail("ring_buffer.h: a call that fails changes nothing, the caller's buffer included",
                   "the buffer to stay as it was", "the call failed, and the buffer holds %s",
                   observed);
    }
}

/* --- steps ------------------------------------------------------------------------------------ */

void trial_push(struct trial *trial, struct actor *actor)
{
    struct reply reply = push_number(trial, actor, trial->next_in);
    trial_judge_push(trial, &reply);
}

void trial_pop(struct trial *trial, struct actor *actor)
{
    unsigned char item[ITEM_SIZE_MAX];
    struct reply reply = pop_bytes(trial, actor, item);
    trial_judge_pop(trial, &reply, item, look_of(trial, LOOK_ORDER));
}

void trial_fill(struct trial *trial, struct actor *actor)
{
    while (trial_held(trial) < trial->capacity) {
        trial_push(trial, actor);
    }
}

void trial_drain(struct trial *trial, struct actor *actor)
{
    while (trial_held(trial) > 0) {
        trial_pop(trial, actor);
    }
}

void trial_expect_full(struct trial *trial, struct actor *actor)
{
    uint32_t count = trial_ask_count(trial, actor);
    trial->refused = true;
    struct reply reply = push_number(trial, actor, ITEM_FOREIGN);
    trial->refused = false;
    if (!reply.failed) {
        check_fail(look_of(trial, LOOK_FULL), "the push of one item more: -1 with errno EAGAIN",
                   "it returned %d, so an older item is lost; before it ring_count said %u",
                   (int)reply.value, count);
    }
    /* With another errno it has been refused: what told it that the ring is full is right. */
    expect_failure(&reply, EAGAIN, LOOK_ERRNO);
}

void trial_expect_empty(struct trial *trial, struct actor *actor)
{
    unsigned char item[ITEM_SIZE_MAX];
    trial->refused = true;
    struct reply reply = pop_bytes(trial, actor, item);
    trial->refused = false;
    trial_judge_empty(trial, &reply, item);
}

uint32_t trial_ask_count(struct trial *trial, struct actor *actor)
{
    uint32_t count = 0xdddddddd;
    call(trial, actor, &ring_count, NAMED("&count", VARIABLE(&count)));
    return count;
}

uint32_t trial_count(struct trial *trial, struct actor *actor)
{
    uint32_t count = 0xdddddddd;
    struct reply reply = call(trial, actor, &ring_count, NAMED("&count", VARIABLE(&count)));
    expect_value(&reply, 0, "ring_buffer.h, ring_count: returns 0; the number goes into *count");
    return count;
}

void trial_expect_count(struct trial *trial, struct actor *actor)
{
    uint32_t count = trial_count(trial, actor);
    uint32_t held = trial_held(trial);
    if (count != held) {
        const char *look = trial->next_in == 1                     ? LOOK_COUNT_ROOM
                           : held == trial->capacity && count == 0 ? LOOK_COUNT_FULL
                           : count > held                          ? LOOK_COUNT_OLD
                                                                   : LOOK_COUNT;
        char expected[ITEM_TEXT];
        snprintf(expected, sizeof expected, "a count of %u", held);
        check_fail(look_of(trial, look), expected, "it counted %u", count);
    }
}
