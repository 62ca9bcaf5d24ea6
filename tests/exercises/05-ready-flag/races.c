/* What the races stage lets the processes of a mailbox do. Short texts: every byte would be explored
 * alike. */
#include "races/harness.h"
#include "ready_flag.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CAPACITY = 40 };

static const char *const texts[] = {"first", "second"};

static size_t size(void)
{
    return RACES_CALL(mailbox_size)();
}

static bool prepare(void *memory)
{
    return RACES_CALL(mailbox_init)(memory) == 0;
}

static void send(void *memory, const char *text, int timeout_ms)
{
    int number = RACES_CALL(mailbox_send)(memory, text, timeout_ms);
    races_note("%d ", number);
}

static void receive(void *memory, int timeout_ms)
{
    char text[CAPACITY] = "";
    int number = RACES_CALL(mailbox_receive)(memory, text, sizeof text, timeout_ms);
    races_note("%d %s ", number, number == -1 ? "-" : text);
}

/* --- two messages -------------------------------------------------------------------------- */

static void write_two(void *memory)
{
    send(memory, texts[0], -1);
    send(memory, texts[1], -1);
}

static void read_two(void *memory)
{
    receive(memory, -1);
    receive(memory, -1);
}

static const char *judge_two(void)
{
    if (strcmp(races_noted(0), "1 2 ") != 0) {
        return "the writer's messages did not get the numbers 1 and 2";
    }
    return strcmp(races_noted(1), "1 first 2 second ") == 0
               ? NULL
               : "the reader did not get the writer's two messages, whole and in order";
}

static const struct races_role two[] = {{.name = "writer", .run = write_two},
                                        {.name = "reader", .run = read_two}};

/* --- time-outs ----------------------------------------------------------------------------- */

static void write_in_time(void *memory)
{
    send(memory, texts[0], 20);
    send(memory, texts[1], 20);
}

static void read_in_time(void *memory)
{
    receive(memory, 20);
}

/* Sent and in the box, or received, or timed out: but no number twice, and nothing torn. */
static const char *judge_in_time(void)
{
    const char *sent = races_noted(0);
    const char *received = races_noted(1);
    if (strcmp(received, "1 first ") == 0) {
        return strcmp(sent, "1 2 ") == 0 || strcmp(sent, "1 -1 ") == 0
                   ? NULL
                   : "the writer was told something else than what the reader got";
    }
    if (strcmp(received, "-1 - ") != 0) {
        return "the reader got what the writer did not send";
    }
    return strcmp(sent, "1 -1 ") == 0
               ? NULL
               : "the writer's second message went into a box that still held the first one";
}

static const struct races_role in_time[] = {
    {.name = "writer", .run = write_in_time, .hurried = true, .interrupted = true},
    {.name = "reader", .run = read_in_time, .hurried = true, .interrupted = true}};

/* --- a buffer that is too small, in a box that was in use: what is right twice need not be for good */

static bool prepare_used(void *memory)
{
    char text[CAPACITY];
    return prepare(memory) && RACES_CALL(mailbox_send)(memory, "before", 0) == 1 &&
           RACES_CALL(mailbox_receive)(memory, text, sizeof text, 0) == 1;
}

static void read_again(void *memory)
{
    char text[CAPACITY] = "";
    int number = RACES_CALL(mailbox_receive)(memory, text, 3, -1);
    races_note("%d ", number);
    receive(memory, -1);
    receive(memory, -1);
}

static const char *judge_again(void)
{
    return strcmp(races_noted(1), "-1 2 first 3 second ") == 0
               ? NULL
               : "the message that did not fit was lost or changed before the reader looked again";
}

static const struct races_role again[] = {{.name = "writer", .run = write_two},
                                          {.name = "reader", .run = read_again}};

/* --- no waiting ------------------------------------------------------------------------------ */

static void write_at_once(void *memory)
{
    send(memory, texts[0], 0);
    send(memory, texts[1], 0);
}

static void read_at_once(void *memory)
{
    receive(memory, 0);
    receive(memory, 0);
}

/* What is sent is got in order, if it is got in time. */
static const char *judge_at_once(void)
{
    static const char *const possible[][2] = {
        {"1 -1 ", "-1 - -1 - "},   {"1 -1 ", "1 first -1 - "}, {"1 -1 ", "-1 - 1 first "},
        {"1 2 ", "1 first -1 - "}, {"1 2 ", "-1 - 1 first "},  {"1 2 ", "1 first 2 second "},
    };
    for (size_t i = 0; i < sizeof possible / sizeof possible[0]; i++) {
        if (strcmp(races_noted(0), possible[i][0]) == 0 &&
            strcmp(races_noted(1), possible[i][1]) == 0) {
            return NULL;
        }
    }
    return "what the reader got is not what the writer was told to have sent";
}

static const struct races_role at_once[] = {{.name = "writer", .run = write_at_once},
                                            {.name = "reader", .run = read_at_once}};

const struct races_scenario races_scenarios[] = {
    {.name = "two-messages",
     .did = "A writer sent two messages and a reader received two, in every order of steps.",
     .size = size,
     .prepare = prepare,
     .roles = two,
     .role_count = 2,
     .judge = judge_two},
    {.name = "small-buffer",
     .did =
         "One message had passed. A writer sent two more; the reader's first buffer was too small "
         "for the first one.",
     .size = size,
     .prepare = prepare_used,
     .roles = again,
     .role_count = 2,
     .judge = judge_again},
    {.name = "time-outs",
     .did = "A writer sent two messages and a reader received one, with time-outs that pass at any "
            "moment.",
     .size = size,
     .prepare = prepare,
     .roles = in_time,
     .role_count = 2,
     .judge = judge_in_time},
    {.name = "no-waiting",
     .did = "A writer tried to send two messages and a reader to receive two, with time-outs of 0.",
     .size = size,
     .prepare = prepare,
     .roles = at_once,
     .role_count = 2,
     .judge = judge_at_once},
};
const unsigned races_scenario_count = sizeof races_scenarios / sizeof races_scenarios[0];
