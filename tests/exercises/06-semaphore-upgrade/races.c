/* What the races stage lets the processes of a channel do. */
#include "races/harness.h"
#include "semaphore_upgrade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY = 40, MESSAGES_MAX = 4 };

static size_t size(void)
{
    return RACES_CALL(channel_size)();
}

static bool prepare(void *memory)
{
    return RACES_CALL(channel_init)(memory) == 0;
}

static void send(void *memory, const char *text, int timeout_ms)
{
    int number = RACES_CALL(channel_send)(memory, text, timeout_ms);
    races_note("%d %s ", number, text);
}

static void receive(void *memory, size_t capacity, int timeout_ms)
{
    char text[CAPACITY] = "";
    int number = RACES_CALL(channel_receive)(memory, text, capacity, timeout_ms);
    races_note("%d %s ", number, number == -1 ? "-" : text);
}

/* --- judging: every message that was sent is received once, under its number ---------------- */

struct message {
    int number;
    char text[CAPACITY];
};

static unsigned read_notes(unsigned role, struct message *messages, unsigned count)
{
    const char *at = races_noted(role);
    int length;
    while (count < MESSAGES_MAX &&
           sscanf(at, "%d %39s %n", &messages[count].number, messages[count].text, &length) == 2) {
        at += length;
        count += messages[count].number != -1 ? 1 : 0;
    }
    return count;
}

static const struct message *find(const struct message *messages, unsigned count, int number)
{
    for (unsigned i = 0; i < count; i++) {
        if (messages[i].number == number) {
            return &messages[i];
        }
    }
    return NULL;
}

static const char *judge(unsigned senders, unsigned roles, bool all)
{
    struct message sent[MESSAGES_MAX] = {0};
    struct message received[MESSAGES_MAX] = {0};
    unsigned sent_count = 0;
    unsigned received_count = 0;
    for (unsigned i = 0; i < roles; i++) {
        if (i < senders) {
            sent_count = read_notes(i, sent, sent_count);
        } else {
            received_count = read_notes(i, received, received_count);
        }
    }
    for (unsigned i = 0; i < received_count; i++) {
        const struct message *original = find(sent, sent_count, received[i].number);
        if (original == NULL || strcmp(original->text, received[i].text) != 0) {
            return "a reader got what no writer had sent under that number";
        }
        if (find(received, i, received[i].number) != NULL) {
            return "two readers got the same message";
        }
    }
    for (int number = 1; number <= (int)sent_count; number++) {
        if (find(sent, sent_count, number) == NULL) {
            return "the writers were not given the numbers 1, 2, 3 …";
        }
    }
    return all && received_count != sent_count ? "a message was lost" : NULL;
}

/* --- scenarios ----------------------------------------------------------------------------- */

static void write_two(void *memory)
{
    send(memory, "first", -1);
    send(memory, "second", -1);
}

static void write_other(void *memory)
{
    send(memory, "other", -1);
}

static void write_first(void *memory)
{
    send(memory, "first", -1);
}

static void read_one(void *memory)
{
    receive(memory, CAPACITY, -1);
}

static void read_two(void *memory)
{
    receive(memory, CAPACITY, -1);
    receive(memory, CAPACITY, -1);
}

static void read_small(void *memory)
{
    receive(memory, 2, 20);
}

static void write_in_time(void *memory)
{
    send(memory, "first", 20);
    send(memory, "second", 20);
}

static void read_in_time(void *memory)
{
    receive(memory, CAPACITY, 20);
}

static const char *judge_pair(void)
{
    const char *wrong = judge(1, 2, true);
    return wrong == NULL && strcmp(races_noted(1), "1 first 2 second ") != 0
               ? "the reader did not get the two messages in order"
               : wrong;
}

static const char *judge_writers(void)
{
    struct message received[MESSAGES_MAX] = {0};
    const char *wrong = judge(2, 3, true);
    read_notes(2, received, 0);
    return wrong == NULL && received[0].number > received[1].number
               ? "the messages did not come out in the order of their numbers"
               : wrong;
}

static const char *judge_readers(void)
{
    return judge(1, 3, true);
}

static const char *judge_small(void)
{
    return judge(1, 3, true);
}

static const char *judge_in_time(void)
{
    return judge(1, 2, false);
}

static const struct races_role pair[] = {{.name = "writer", .run = write_two},
                                         {.name = "reader", .run = read_two}};
static const struct races_role writers[] = {{.name = "writer 1", .run = write_first},
                                            {.name = "writer 2", .run = write_other},
                                            {.name = "reader", .run = read_two}};
static const struct races_role readers[] = {{.name = "writer", .run = write_two},
                                            {.name = "reader 1", .run = read_one},
                                            {.name = "reader 2", .run = read_one}};
static const struct races_role small[] = {{.name = "writer", .run = write_first},
                                          {.name = "small one", .run = read_small, .hurried = true},
                                          {.name = "reader", .run = read_one}};
static const struct races_role in_time[] = {
    {.name = "writer", .run = write_in_time, .hurried = true, .interrupted = true},
    {.name = "reader", .run = read_in_time, .hurried = true, .interrupted = true}};

#define CHANNEL .size = size, .prepare = prepare

const struct races_scenario races_scenarios[] = {
    {.name = "pair",
     CHANNEL,
     .roles = pair,
     .role_count = 2,
     .judge = judge_pair,
     .did = "A writer sent two messages and a reader received two, in every order of steps."},
    {.name = "two-writers",
     CHANNEL,
     .roles = writers,
     .role_count = 3,
     .judge = judge_writers,
     .did = "Two writers sent a message each and a reader received two, in every order of steps."},
    {.name = "two-readers",
     CHANNEL,
     .roles = readers,
     .role_count = 3,
     .judge = judge_readers,
     .did =
         "A writer sent two messages and two readers received one each, in every order of steps."},
    {.name = "small-buffer",
     CHANNEL,
     .roles = small,
     .role_count = 3,
     .judge = judge_small,
     .did = "A writer sent a message, a reader with too small a buffer looked at it and another "
            "one received it."},
    {.name = "time-outs",
     CHANNEL,
     .roles = in_time,
     .role_count = 2,
     .judge = judge_in_time,
     .did = "A writer sent two messages and a reader received one, with time-outs that pass at any "
            "moment and a signal."},
};
const unsigned races_scenario_count = sizeof races_scenarios / sizeof races_scenarios[0];
