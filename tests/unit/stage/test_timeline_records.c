#include "stage/exam_records.h"

#include <criterion/criterion.h>
#include <string.h>

static struct examination examination;
static struct timeline *timeline = &examination.timeline;
static struct error err;

static bool take(const char *line)
{
    return exam_records_take(&examination, line, &err);
}

static void spawn_two(void)
{
    cr_assert(take("{\"record\":\"event\",\"check\":\"a\",\"t\":10,\"actor\":0,\"kind\":\"spawn\","
                   "\"name\":\"the reader\"}"));
    cr_assert(
        take("{\"record\":\"event\",\"check\":\"a\",\"t\":20,\"actor\":1,\"kind\":\"spawn\"}"));
}

static void finish(void)
{
    examination_finish(&examination);
}

TestSuite(timeline_records, .fini = finish);

Test(timeline_records, events)
{
    spawn_two();
    cr_assert(take("{\"record\":\"event\",\"check\":\"a\",\"t\":30,\"actor\":1,\"kind\":\"call\","
                   "\"name\":\"f\",\"text\":\"f(1)\"}"));
    cr_assert(take(
        "{\"record\":\"event\",\"check\":\"a\",\"t\":25,\"actor\":1,\"kind\":\"system-return\","
        "\"name\":\"futex\",\"value\":-1,\"error\":110,\"error_name\":\"ETIMEDOUT\","
        "\"slept\":2,\"injected\":true}"));
    cr_assert(take("{\"record\":\"event\",\"check\":\"a\",\"t\":40,\"actor\":-1,\"kind\":\"note\","
                   "\"text\":\"x\"}"));
    cr_assert_eq(timeline->actor_count, 2);
    cr_assert_str_eq(timeline->actors[0].name, "the reader");
    cr_assert_null(timeline->actors[1].name);
    cr_assert_eq(timeline->event_count, 5);
    const struct timeline_event *event = &timeline->events[3];
    cr_assert_eq(event->kind, TIMELINE_SYSTEM_RETURN);
    cr_assert_eq(event->time_ns, 30, "time never runs back");
    cr_assert_eq(event->value, -1);
    cr_assert_eq(event->error, 110);
    cr_assert_str_eq(event->error_name, "ETIMEDOUT");
    cr_assert_eq(event->slept, 2);
    cr_assert(event->injected);
    cr_assert_eq(timeline->events[4].actor, TIMELINE_NOBODY);
    cr_assert_not(timeline->is_cut);
    cr_assert(take("{\"record\":\"cut\",\"check\":\"a\"}"));
    cr_assert(timeline->is_cut);
}

Test(timeline_records, snapshots_inherit_the_bytes_that_have_not_changed)
{
    spawn_two();
    cr_assert(
        take("{\"record\":\"snapshot\",\"check\":\"a\",\"event\":0,\"objects\":["
             "{\"kind\":\"segment\",\"id\":3,\"key\":-5,\"mode\":384,\"owner\":7,\"size\":100,"
             "\"attach_count\":1,\"creator\":1,\"bytes\":\"00ff10\",\"attachments\":"
             "[{\"actor\":1,\"address\":4096,\"read_only\":true}]},"
             "{\"kind\":\"posix\",\"name\":\"/board\",\"size\":0,\"bytes\":null}],"
             "\"processes\":[{\"actor\":1,\"state\":\"S\",\"sleeping_in\":\"futex\"}]}"));
    cr_assert(take("{\"record\":\"snapshot\",\"check\":\"a\",\"event\":1,\"objects\":["
                   "{\"kind\":\"segment\",\"id\":3,\"size\":100,\"removed\":true},"
                   "{\"kind\":\"semaphores\",\"id\":3,\"values\":[1,0]}]}"));
    cr_assert_eq(timeline->snapshot_count, 2);
    const struct timeline_object *first = &timeline->snapshots[0].objects[0];
    cr_assert_eq(first->kind, TIMELINE_SEGMENT);
    cr_assert_eq(first->key, -5);
    cr_assert_eq(first->mode, 0600);
    cr_assert_eq(first->creator, 1);
    cr_assert_eq(first->attachment_count, 1);
    cr_assert(first->attachments[0].read_only);
    cr_assert_arr_eq(first->bytes, "\x00\xff\x10", 3);
    cr_assert_null(timeline->snapshots[0].objects[1].bytes);
    cr_assert_eq(timeline->snapshots[0].objects[1].id, -1);
    cr_assert_str_eq(timeline->snapshots[0].processes[0].sleeping_in, "futex");
    const struct timeline_object *second = &timeline->snapshots[1].objects[0];
    cr_assert(second->is_removed);
    cr_assert_eq(second->byte_count, 3);
    cr_assert_arr_eq(second->bytes, "\x00\xff\x10", 3);
    const struct timeline_object *set = &timeline->snapshots[1].objects[1];
    cr_assert_null(set->bytes, "a set of the same id is another object");
    cr_assert_eq(set->value_count, 2);
    cr_assert_eq(timeline_snapshot_at(timeline, 0), &timeline->snapshots[0]);
    cr_assert_eq(timeline_snapshot_at(timeline, 9), &timeline->snapshots[1]);
}

Test(timeline_records, what_is_no_event_is_refused)
{
    static const char *const lines[] = {
        "{\"record\":\"event\",\"actor\":0,\"kind\":\"dance\"}",
        "{\"record\":\"event\",\"actor\":0}",
        "{\"record\":\"event\",\"actor\":2,\"kind\":\"call\"}",
        "{\"record\":\"event\",\"actor\":-2,\"kind\":\"note\"}",
        "{\"record\":\"event\",\"actor\":4294967296,\"kind\":\"call\"}",
        "{\"record\":\"event\",\"actor\":0,\"kind\":\"spawn\"}",
        "{\"record\":\"event\",\"actor\":3,\"kind\":\"spawn\"}",
        "{\"record\":\"snapshot\",\"event\":2}",
        "{\"record\":\"snapshot\",\"event\":-1}",
        "{\"record\":\"snapshot\",\"event\":0,\"objects\":[{\"kind\":\"pipe\"}]}",
        "{\"record\":\"snapshot\",\"event\":1,\"objects\":[{\"kind\":\"posix\",\"bytes\":\"0\"}]}",
        "{\"record\":\"snapshot\",\"event\":1,\"objects\":[{\"kind\":\"posix\",\"creator\":9}]}",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        spawn_two();
        cr_expect_not(take(lines[i]), "%s", lines[i]);
        cr_expect_str_eq(err.message, "a hidden test recorded something that is no event");
        examination_finish(&examination);
    }
}

Test(timeline_records, more_than_is_kept)
{
    spawn_two();
    for (int i = 2; i < TIMELINE_EVENTS_MAX; i++) {
        cr_assert(take("{\"record\":\"event\",\"actor\":0,\"kind\":\"note\"}"));
    }
    cr_assert_not(timeline->is_cut);
    cr_assert(take("{\"record\":\"event\",\"actor\":0,\"kind\":\"note\"}"));
    cr_assert(timeline->is_cut);
    cr_assert_eq(timeline->event_count, TIMELINE_EVENTS_MAX);
}
