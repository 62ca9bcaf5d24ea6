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

static void pop(void *memory)
{
    struct item item = {0};
    while (RACES_CALL(ring_pop)(memory, &item) != 0) {
    }
    races_note(item.body == item.head + 100 && item.tail == item.head + 200 ? "%u " : "torn-%u ",
               item.head);
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

static const struct races_role sides[] = {{.name = "producer", .run = produce},
                                          {.name = "consumer", .run = consume}};
static const struct races_role counted[] = {{.name = "producer", .run = produce_two},
                                            {.name = "consumer", .run = consume_one},
                                            {.name = "counter", .run = count}};

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
};
const unsigned races_scenario_count = sizeof races_scenarios / sizeof races_scenarios[0];
