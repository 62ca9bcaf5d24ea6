#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "base/memory.h"
#include "report/timeline_json.h"
#include "report/timeline_rows.h"
#include "report/timeline_text.h"

static struct timeline timeline;
static struct text out;

static void add_actor(const char *name)
{
    struct timeline_actor *actor = memory_append(&timeline.actors, &timeline.actor_count);
    actor->name = memory_copy_string(name);
}

static struct timeline_event *add(enum timeline_kind kind, int actor, const char *name,
                                  const char *text)
{
    struct timeline_event *event = memory_append(&timeline.events, &timeline.event_count);
    *event = (struct timeline_event){.kind = kind,
                                     .actor = actor,
                                     .time_ns = (int64_t)timeline.event_count * 100000,
                                     .name = memory_copy_string(name),
                                     .text = memory_copy_string(text)};
    return event;
}

static void begin(const char *one, const char *other)
{
    timeline.check = memory_copy_string("wakes-waiter");
    timeline.status = memory_copy_string("pass");
    add_actor(one);
    add(TIMELINE_SPAWN, 0, one, NULL);
    if (other != NULL) {
        add_actor(other);
        add(TIMELINE_SPAWN, 1, other, NULL);
    }
}

static void finish(void)
{
    timeline_finish(&timeline);
    text_finish(&out);
}

TestSuite(timeline, .fini = finish);

static const char *picture(struct report_style style)
{
    static const struct timeline_text_about about = {
        .exercise = "06-semaphore-upgrade", .number = 6, .title = "wakes the right sleeper"};
    text_clear(&out);
    timeline_text_write(&timeline, &about, &style, &out);
    return text_string(&out);
}

static void expect(const char *part)
{
    cr_expect_not_null(strstr(text_string(&out), part), "no '%s' in:\n%s", part, text_string(&out));
}

/* A reader falls asleep, a writer wakes it. */
static void add_sleep_and_wake(void)
{
    begin("the writer", "the reader");
    add(TIMELINE_SCENE, TIMELINE_NOBODY, NULL, "The channel is empty, and the reader sleeps.");
    add(TIMELINE_CALL, 1, "receive", "receive(the channel, buffer[10], 10, -1)");
    add(TIMELINE_SYSTEM_CALL, 1, "futex", "futex(the channel+32, FUTEX_WAIT, 0)");
    add(TIMELINE_BLOCKED, 1, "futex", NULL);
    add(TIMELINE_CALL, 0, "send", "send(the channel, \"one\", 0)");
    add(TIMELINE_SYSTEM_CALL, 0, "futex", "futex(the channel+32, FUTEX_WAKE, 1)");
    add(TIMELINE_SYSTEM_RETURN, 0, "futex", NULL)->value = 1;
    add(TIMELINE_SYSTEM_RETURN, 1, "futex", NULL)->slept = 1;
    add(TIMELINE_RETURN, 0, "send", "1");
    add(TIMELINE_RETURN, 1, "receive", "1, \"one\"");
    add(TIMELINE_FINDING, TIMELINE_NOBODY, "pass", NULL);
}

Test(timeline, a_sleeper_is_woken)
{
    add_sleep_and_wake();
    cr_expect_str_eq(picture((struct report_style){.utf8 = true, .columns = 80}),
                     "\n"
                     "  06-semaphore-upgrade  check wakes-waiter\n"
                     "  wakes the right sleeper\n"
                     "\n"
                     "      ms  the writer the reader\n"
                     "\n"
                     "  The channel is empty, and the reader sleeps.\n"
                     "     0.4  │          ┃ receive(the channel, buffer[10], 10, -1)\n"
                     "     0.5  │          ┊   futex(the channel+32, FUTEX_WAIT, 0) sleeps\n"
                     "     0.7  ┃ send(the channel, \"one\", 0)\n"
                     "     0.8  ┃   futex(the channel+32, FUTEX_WAKE, 1) = 1\n"
                     "     1.0  ┃          ┃   … wakes: futex = 0\n"
                     "     1.1  ┃ send → 1 ┃\n"
                     "     1.2  │          ┃ receive → 1, \"one\"\n"
                     "\n"
                     "  The check passed.\n"
                     "\n");
}

Test(timeline, the_same_in_ascii_and_narrow)
{
    add_sleep_and_wake();
    cr_expect_str_eq(picture((struct report_style){.columns = 50}),
                     "\n"
                     "  06-semaphore-upgrade  check wakes-waiter\n"
                     "  wakes the right sleeper\n"
                     "\n"
                     "      ms  the writer\n"
                     "          |  the reader\n"
                     "\n"
                     "  The channel is empty, and the reader sleeps.\n"
                     "     0.4  |  # receive(the channel, buffer[10],...\n"
                     "     0.5  |  :   futex(the channel+32, F... sleeps\n"
                     "     0.7  # send(the channel, \"one\", 0)\n"
                     "     0.8  #   futex(the channel+32, FUTEX_W... = 1\n"
                     "     1.0  #  #   ... wakes: futex = 0\n"
                     "     1.1  # send -> 1\n"
                     "     1.2  |  # receive -> 1, \"one\"\n"
                     "\n"
                     "  The check passed.\n"
                     "\n");
}

Test(timeline, a_call_that_never_comes_back_shows_where_it_stands)
{
    begin("the reader", NULL);
    memory_set_string(&timeline.status, "timeout");
    add(TIMELINE_CALL, 0, "receive", "receive()");
    add(TIMELINE_SYSTEM_CALL, 0, "futex", "futex(the channel+32, FUTEX_WAIT, 0)");
    add(TIMELINE_STANDS, 0, "futex", "it sleeps in futex");
    add(TIMELINE_FINDING, TIMELINE_NOBODY, "timeout", "it had not returned after four seconds");
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("┊   futex(the channel+32, FUTEX_WAIT, 0) sleeps\n");
    expect("┊   at the end: it sleeps in futex\n");
    expect("  The check ends here (timeout): it had not returned after four seconds\n");
}

Test(timeline, a_run_that_was_broken_off_says_so)
{
    begin("the reader", NULL);
    memory_set_string(&timeline.status, NULL);
    timeline.is_cut = true;
    add(TIMELINE_CALL, 0, "receive", "receive()");
    picture((struct report_style){.columns = 80});
    expect("# receive()\n");
    expect("there was more than is recorded");
    expect("did not come to its end");
}

Test(timeline, deaths_and_signals)
{
    begin("the writer", NULL);
    add(TIMELINE_CALL, 0, "send", "send()");
    add(TIMELINE_SIGNAL, 0, "SIGUSR1", "arrives");
    add(TIMELINE_HELD, 0, NULL, "before futex");
    add(TIMELINE_KILLED, 0, NULL, "the test kills it");
    add(TIMELINE_ENDED, 0, NULL, "ended by SIGKILL");
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("┃   SIGUSR1 arrives\n");
    expect("┃   held up before futex, while others go on\n");
    expect("╳ the test kills it\n");
    cr_expect_null(strstr(text_string(&out), "SIGKILL"), "one death, one row");
}

Test(timeline, what_the_test_does_itself)
{
    begin("the writer", NULL);
    add(TIMELINE_CALL, 0, "send", "send()");
    add(TIMELINE_UNWATCHED, 0, NULL, NULL);
    add(TIMELINE_NOTE, 0, NULL, "sets its umask to 022");
    add(TIMELINE_NOTE, TIMELINE_NOBODY, NULL, "removes the segment with id 3");
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("┃   runs on, and is not watched any more\n");
    expect("┃ (the test sets its umask to 022)\n");
    expect("     0.5  (the test removes the segment with id 3)\n");
}

Test(timeline, system_calls_with_their_results)
{
    begin("the writer", NULL);
    add(TIMELINE_CALL, 0, "open", "open()");
    add(TIMELINE_SYSTEM_CALL, 0, "shmget", "shmget(0x5, 10, 0)");
    struct timeline_event *failed = add(TIMELINE_SYSTEM_RETURN, 0, "shmget", NULL);
    failed->value = -1;
    failed->injected = true;
    failed->error_name = memory_copy_string("ENOENT");
    add(TIMELINE_SYSTEM_CALL, 0, "shmat", "shmat(0, NULL, 0)");
    add(TIMELINE_SYSTEM_RETURN, 0, "shmat", NULL)->value = 0x7f0000001000;
    add(TIMELINE_SYSTEM_CALL, 0, "nanosleep", "nanosleep(0.001000 s)");
    add(TIMELINE_SYSTEM_RETURN, 0, "nanosleep", NULL)->slept = 1;
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("shmget(0x5, 10, 0) = -1 ENOENT (the test makes it fail)\n");
    expect("shmat(0, NULL, 0) = 0x7f0000001000\n");
    expect("nanosleep(0.001000 s) = 0, slept\n");
}

Test(timeline, what_repeats_itself_is_told_once)
{
    begin("the writer", NULL);
    for (int i = 0; i < 5; i++) {
        add(TIMELINE_CALL, 0, "push", "push()");
        add(TIMELINE_RETURN, 0, "push", "0");
    }
    for (int i = 0; i < 3; i++) {
        add(TIMELINE_CALL, 0, "pop", "pop()");
        add(TIMELINE_RETURN, 0, "pop", "0");
        add(TIMELINE_CALL, 0, "count", "count()");
        add(TIMELINE_RETURN, 0, "count", "1");
    }
    cr_expect_str_eq(
        strstr(picture((struct report_style){.utf8 = true, .columns = 80}), "     0.2"),
        "     0.2  ┃ push() → 0  ×5\n"
        "     1.2  ┃ pop() → 0\n"
        "     1.4  ┃ count() → 1\n"
        "          ⋮ these 2 steps 3 times in all\n"
        "\n");
}

/* Each call differs, so that nothing is folded. */
static void add_scenes(int scenes, int calls)
{
    for (int i = 0; i < scenes; i++) {
        AUTO_FREE char *scene = memory_format("Scene %d.", i);
        add(TIMELINE_SCENE, TIMELINE_NOBODY, NULL, scene);
        for (int k = 0; k < calls; k++) {
            AUTO_FREE char *call = memory_format("push(%d, %d)", i, k);
            add(TIMELINE_CALL, i % 2, "push", call);
            add(TIMELINE_RETURN, i % 2, "push", "0");
        }
    }
}

Test(timeline, of_a_long_one_that_passed_the_first_scenes)
{
    begin("one", "other");
    add_scenes(10, 10);
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("Scene 0.");
    expect("push(4, 9) → 0\n");
    cr_expect_null(strstr(text_string(&out), "Scene 5."), "%s", text_string(&out));
    expect("(55 lines more: ./workbook trace 6 --check wakes-waiter --all)\n");
}

Test(timeline, of_a_long_one_that_failed_the_last_scene)
{
    begin("one", "other");
    memory_set_string(&timeline.status, "fail");
    add_scenes(10, 10);
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("(101 lines before: ./workbook trace 6 --check wakes-waiter --all)\n");
    expect("Scene 9.");
    expect("push(9, 9) → 0\n");
    cr_expect_null(strstr(text_string(&out), "push(8"), "%s", text_string(&out));
    cr_expect_null(strstr(text_string(&out), "  one"), "who has no part has no lane");
}

Test(timeline, text_of_any_origin_is_tamed)
{
    begin("the \033[31mwriter", NULL);
    add(TIMELINE_CALL, 0, "open", "open(\"\033]0;x\007\")");
    add(TIMELINE_RETURN, 0, "open", "\xff");
    add(TIMELINE_SCENE, TIMELINE_NOBODY, NULL, "\033[2J");
    picture((struct report_style){.utf8 = true, .columns = 80});
    cr_expect_null(strchr(text_string(&out), '\033'), "%s", text_string(&out));
    cr_expect_null(strchr(text_string(&out), '\xff'), "%s", text_string(&out));
}

Test(timeline, more_processes_than_lanes_fit)
{
    timeline.check = memory_copy_string("crowd");
    for (int i = 0; i < 40; i++) {
        AUTO_FREE char *name = memory_format("process %d", i);
        add_actor(name);
        add(TIMELINE_SPAWN, i, name, NULL);
        add(TIMELINE_CALL, i, "work", "work()");
    }
    picture((struct report_style){.utf8 = true, .columns = 80});
    expect("[process 39] work()\n");
    for (const char *line = text_string(&out); line[0] != '\0';) {
        size_t length = strcspn(line, "\n");
        unsigned columns = 0;
        for (size_t i = 0; i < length; i++) {
            columns += (line[i] & 0xc0) != 0x80;
        }
        cr_expect_leq(columns, 80, "%.*s", (int)length, line);
        line += length + (line[length] != '\0');
    }
}

Test(timeline, json)
{
    add_sleep_and_wake();
    struct timeline_snapshot *snapshot =
        memory_append(&timeline.snapshots, &timeline.snapshot_count);
    snapshot->event = 3;
    struct timeline_object *object = memory_append(&snapshot->objects, &snapshot->object_count);
    *object = (struct timeline_object){.kind = TIMELINE_SEGMENT,
                                       .id = 3,
                                       .key = -5,
                                       .size = 1ULL << 40,
                                       .creator = TIMELINE_NOBODY,
                                       .bytes = memory_allocate(2, 1),
                                       .byte_count = 2};
    object->bytes[1] = 0xff;
    timeline_json_write(&timeline, "06-semaphore-upgrade", &out);
    json_error_t error;
    json_t *json = json_loads(text_string(&out), JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(json, "%s", error.text);
    const char *kind, *reader, *bytes;
    int slept;
    json_int_t size;
    cr_assert_eq(json_unpack(json, "{s:[{},{s:s}]}", "actors", "name", &reader), 0);
    cr_expect_str_eq(reader, "the reader");
    json_t *woken = json_array_get(json_object_get(json, "events"), 9);
    cr_assert_eq(json_unpack(woken, "{s:s, s:i}", "kind", &kind, "slept", &slept), 0);
    cr_expect_str_eq(kind, "system-return");
    cr_expect_eq(slept, 1);
    cr_assert_eq(json_unpack(json, "{s:[{s:[{s:s, s:I}]}]}", "snapshots", "objects", "bytes",
                             &bytes, "size", &size),
                 0);
    cr_expect_str_eq(bytes, "00ff");
    cr_expect_eq(size, 1LL << 40);
    json_decref(json);
}
