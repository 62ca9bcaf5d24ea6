/* What the races stage lets the two sides of a ring do. */
#include "races/harness.h"
#include "ring_buffer.h"

#include <stdio.h>
#include <string.h>

enum { ITEMS = 3 };

/* Larger than a word, so that a torn item shows. */
struct item {
    uint32_t head, body, tail;
};

static size_t size_of_two(void)
{
    return RACES_CALL(ring_size)(2, sizeof(struct item));
}

static bool prepare_two(void *memory)
{
    return RACES_CALL(ring_init)(memory, 2, sizeof(struct item)) == 0;
}

static size_t size_of_one(void)
{
    return RACES_CALL(ring_size)(1, sizeof(struct item));
}

static bool prepare_one(void *memory)
{
    return RACES_CALL(ring_init)(memory, 1, sizeof(struct item)) == 0;
}

/* A full ring is tried again: the checker lets a loop wait for a change. */
static void push(void *memory, uint32_t value)
{
    const struct item item = {value, value + 100, value + 200};
    while (RACES_CALL(ring_push)(memory, &item) != 0) {
    }
}

static uint32_t pop(void *memory)
{
    struct item item = {0};
    while (RACES_CALL(ring_pop)(memory, &item) != 0) {
    }
    races_note(item.body == item.head + 100 && item.tail == item.head + 200 ? "%u " : "torn-%u ",
               item.head);
    return item.head;
}

static void produce(void *memory)
{
    for (uint32_t i = 1; i <= ITEMS; i++) {
        push(memory, i);
    }
}

static void consume(void *memory)
{
    for (uint32_t i = 1; i <= ITEMS; i++) {
        pop(memory);
    }
}

static void produce_two(void *memory)
{
    push(memory, 1);
    push(memory, 2);
}

/* The last item of the scenarios in which somebody is killed: whoever has it is done. */
enum { LAST = 9 };

static void note_done(unsigned value)
{
    races_note("%u", value);
}

static void push_two_noting(void *memory)
{
    push(memory, 1);
    note_done(1);
    push(memory, 2);
    note_done(2);
}

static void push_last(void *memory)
{
    push(memory, LAST);
}

static void push_three(void *memory)
{
    push(memory, 1);
    push(memory, 2);
    push(memory, LAST);
}

static void pop_to_last(void *memory)
{
    while (pop(memory) != LAST) {
    }
}

static void pop_two(void *memory)
{
    pop(memory);
    pop(memory);
}

static void consume_one(void *memory)
{
    pop(memory);
}

static void count(void *memory)
{
    uint32_t items = 77;
    int result = RACES_CALL(ring_count)(memory, &items);
    races_note("%d %u ", result, items);
}

static const char *judge_items(void)
{
    const char *popped = races_noted(1);
    if (strstr(popped, "torn") != NULL) {
        return "the consumer got an item that was put together from two";
    }
    return strcmp(popped, "1 2 3 ") == 0
               ? NULL
               : "the consumer did not get the items 1, 2, 3 in this order";
}

static const char *judge_count(void)
{
    int result = -1;
    unsigned items = 99;
    sscanf(races_noted(2), "%d %u", &result, &items);
    if (strcmp(races_noted(1), "1 ") != 0) {
        return "the consumer did not get the first item";
    }
    return result == 0 && items <= 2 ? NULL : "ring_count gave a number above the capacity";
}

/* A push that was killed has happened or has not: of 1, 2 and the last one only that may be missing. */
static const char *judge_dead_producer(void)
{
    const char *popped = races_noted(1);
    if (strstr(popped, "torn") != NULL) {
        return "the consumer got an item that was put together from two";
    }
    const bool second = strcmp(popped, "1 2 9 ") == 0;
    const bool first = strcmp(popped, "1 9 ") == 0;
    const size_t done = strlen(races_noted(0));
    const bool right = !races_killed(0) || done == 2 ? second
                       : done == 1                   ? first || second
                                                     : first || strcmp(popped, "9 ") == 0;
    return right ? NULL
                 : "the consumer did not get all that had been pushed, in order and once: a push "
                   "that "
                   "was killed happened or did not, and the other items are not lost";
}

/* A pop that was killed may be repeated: the successor goes on with the item after those that were
 * popped, or with the one after that. */
static const char *judge_dead_consumer(void)
{
    static const char *const whole[] = {"1 2 9 ", "2 9 ", "9 "};
    const char *popped = races_noted(1);
    const char *rest = races_noted(2);
    if (strstr(popped, "torn") != NULL || strstr(rest, "torn") != NULL) {
        return "a consumer got an item that was put together from two";
    }
    const size_t done = strlen(popped) / 2;
    const bool began = strncmp(whole[0], popped, strlen(popped)) == 0;
    const bool repeats = began && strcmp(rest, whole[done]) == 0;
    const bool goes_on = began && races_killed(1) && done < 2 && strcmp(rest, whole[done + 1]) == 0;
    return repeats || goes_on
               ? NULL
               : "the successor did not get what was left, in order: a pop that was killed may be "
                 "repeated, and no other item is lost or comes twice";
}

static const struct races_role sides[] = {{.name = "producer", .run = produce},
                                          {.name = "consumer", .run = consume}};
static const struct races_role counted[] = {{.name = "producer", .run = produce_two},
                                            {.name = "consumer", .run = consume_one},
                                            {.name = "counter", .run = count}};

static const struct races_role producers[] = {
    {.name = "producer", .run = push_two_noting, .mortal = true},
    {.name = "consumer", .run = pop_to_last},
    {.name = "next producer", .run = push_last, .successor_of = 1}};
static const struct races_role consumers[] = {
    {.name = "producer", .run = push_three},
    {.name = "consumer", .run = pop_two, .mortal = true},
    {.name = "next consumer", .run = pop_to_last, .successor_of = 2}};

const struct races_scenario races_scenarios[] = {
    {.name = "two-slots",
     .size = size_of_two,
     .prepare = prepare_two,
     .roles = sides,
     .role_count = 2,
     .judge = judge_items,
     .did = "A producer pushed three items into a ring of two slots and a consumer popped them, in "
            "every order of steps."},
    {.name = "one-slot",
     .size = size_of_one,
     .prepare = prepare_one,
     .roles = sides,
     .role_count = 2,
     .judge = judge_items,
     .did = "A producer pushed three items into a ring of one slot and a consumer popped them, in "
            "every order of steps."},
    {.name = "counting",
     .size = size_of_two,
     .prepare = prepare_two,
     .roles = counted,
     .role_count = 3,
     .judge = judge_count,
     .did = "While a producer pushed two items and a consumer popped one, a third process called "
            "ring_count."},
    {.name = "producer-killed",
     .size = size_of_two,
     .prepare = prepare_two,
     .roles = producers,
     .role_count = 3,
     .judge = judge_dead_producer,
     .did = "A producer pushed two items into a ring of two slots and was killed at any moment; "
            "another "
            "went on, while a consumer popped."},
    {.name = "consumer-killed",
     .size = size_of_one,
     .prepare = prepare_one,
     .roles = consumers,
     .role_count = 3,
     .judge = judge_dead_consumer,
     .did = "A consumer popped two items from a ring of one slot and was killed at any moment; "
            "another "
            "went on, while a producer pushed three."},
};
const unsigned races_scenario_count = sizeof races_scenarios / sizeof races_scenarios[0];
