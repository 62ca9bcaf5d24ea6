#include "watch_fixture.h"

#include <stdlib.h>

#include "../whiteboard/scene.h"
#include "base/memory.h"

/* A string constant for a field that is not const, because its owner frees it elsewhere. */
#define TEXT(constant) ((char[]){constant})

static char *hints[] = {
    TEXT("Two processes look at the same bytes. When the reader sees the flag go up, what else has "
         "it a right to see - and who has promised it that?"),
    TEXT("ISO C 7.17 (<stdatomic.h>): atomic_store_explicit with memory_order_release."),
    TEXT("A struct with an atomic_int for the turn, a number and a text."),
};

static struct manifest_check checks[] = {
    {.id = TEXT("one-message"),
     .stage = STAGE_BEHAVIOUR,
     .weight = 1,
     .title = TEXT("carries one message through a box made of used memory")},
    {.id = TEXT("two-processes"),
     .stage = STAGE_BEHAVIOUR,
     .weight = 2,
     .title = TEXT("works between processes that map the box at different addresses")},
    {.id = TEXT("flag-last"),
     .stage = STAGE_BEHAVIOUR,
     .weight = 3,
     .title = TEXT("the flag goes up only when the whole message is in the box")},
    {.id = TEXT("valgrind-clean"),
     .stage = STAGE_MEMORY,
     .weight = 2,
     .title = TEXT("Valgrind finds no invalid access, uninitialised use or lost memory")},
    {.id = TEXT("nothing-left"),
     .stage = STAGE_LEAKS,
     .weight = 2,
     .title = TEXT("no call leaves a descriptor, a mapping or an IPC object behind")},
};

#define EXERCISE(given_number, given_name, given_folder, given_title, given_source, given_header)  \
    {                                                                                              \
        .number = (given_number), .name = TEXT(given_name), .folder = TEXT(given_folder),          \
        .path = TEXT("/nowhere"), .title = TEXT(given_title),                                      \
        .goal = TEXT("Pass messages from one process to another, whole and in order."),            \
        .source = TEXT(given_source), .header = TEXT(given_header), .weight = 10,                  \
        .hints = {.items = hints, .count = 3}, .checks = checks, .check_count = 5,                 \
    }

static const struct manifest manifests[FIXTURE_EXERCISES] = {
    EXERCISE(1, "ftok-keys", "01-ftok-keys", "Keys: how strangers find one segment", "ftok_keys.c",
             "ftok_keys.h"),
    EXERCISE(5, "ready-flag", "05-ready-flag", "A flag says whose turn it is", "ready_flag.c",
             "ready_flag.h"),
    EXERCISE(7, "ring-buffer", "07-ring-buffer", "A ring buffer: two processes, no locks",
             "ring_buffer.c", "ring_buffer.h"),
};

static const struct manifest *const exercises[FIXTURE_EXERCISES] = {&manifests[0], &manifests[1],
                                                                    &manifests[2]};

const struct manifest *const *fixture_exercises(void)
{
    return exercises;
}

/* All is right; not settled. */
static struct verdict *create(size_t index, struct exercise_verdict **exercise)
{
    struct verdict *verdict = verdict_create();
    *exercise = verdict_append_exercise(verdict, exercises[index]);
    for (int stage = STAGE_BUILD; stage <= STAGE_LEAKS; stage++) {
        (*exercise)->stages[stage].status = STATUS_PASS;
    }
    for (size_t i = 0; i < (*exercise)->check_count; i++) {
        (*exercise)->checks[i].status = STATUS_PASS;
    }
    return verdict;
}

static struct verdict *settle(struct verdict *verdict)
{
    exercise_verdict_settle(verdict->exercises[0]);
    verdict_settle(verdict);
    return verdict;
}

struct verdict *fixture_pass(size_t index)
{
    struct exercise_verdict *exercise;
    return settle(create(index, &exercise));
}

struct verdict *fixture_preview_pass(size_t index)
{
    struct exercise_verdict *exercise;
    struct verdict *verdict = create(index, &exercise);
    exercise->stages[STAGE_MEMORY].status = STATUS_SKIP;
    exercise->stages[STAGE_MEMORY].not_asked = true;
    exercise->checks[3].status = STATUS_SKIP;
    return settle(verdict);
}

struct verdict *fixture_fail(size_t index)
{
    struct exercise_verdict *exercise;
    struct verdict *verdict = create(index, &exercise);
    struct check_verdict *check = &exercise->checks[2];
    check->status = STATUS_FAIL;
    memory_set_string(&check->did,
                      "The writer sent its second message, \"bqmtcrlfzjnh\u2026\". We stopped it "
                      "inside mailbox_send after each store into the box, and the reader called "
                      "mailbox_receive with a time-out of 0 on what the box held then.");
    memory_set_string(&check->expected, "ETIMEDOUT, or the complete message with its number 2");
    memory_set_string(&check->observed, "it received a message whose text was not all there: the "
                                        "flag was up too early");
    memory_set_string(&check->look, "ISO C 7.17.3, memory_order_release: text and number first, "
                                    "then the flag, by an atomic store-release");
    memory_set_string(&check->location.file, exercise->source);
    memory_set_string(&check->location.function, "mailbox_send");
    memory_set_string(&check->location.excerpt,
                      "int mailbox_send(struct mailbox *box, const char *text, int timeout_ms)");
    check->location.line = 57;
    for (int i = 3; i < 5; i++) {
        exercise->checks[i].status = STATUS_SKIP;
        exercise->stages[exercise->checks[i].stage].status = STATUS_SKIP;
    }
    return settle(verdict);
}

struct verdict *fixture_warned(size_t index)
{
    struct verdict *verdict = fixture_pass(index);
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(verdict->exercises[0]);
    *diagnostic = (struct diagnostic){.stage = STAGE_BUILD,
                                      .file = memory_copy_string(verdict->exercises[0]->source),
                                      .line = 12,
                                      .column = 9,
                                      .severity = memory_copy_string("warning"),
                                      .message = memory_copy_string("unused variable 'id'"),
                                      .excerpt = memory_copy_string("    int id = 0;")};
    return verdict;
}

struct verdict *fixture_unbuilt(size_t index)
{
    struct exercise_verdict *exercise;
    struct verdict *verdict = create(index, &exercise);
    exercise->stages[STAGE_BUILD].status = STATUS_FAIL;
    memory_set_string(&exercise->stages[STAGE_BUILD].message, "the compiler found errors");
    for (int stage = STAGE_BEHAVIOUR; stage < STAGE_COUNT; stage++) {
        exercise->stages[stage].status = STATUS_SKIP;
    }
    for (size_t i = 0; i < exercise->check_count; i++) {
        exercise->checks[i].status = STATUS_SKIP;
    }
    struct diagnostic *diagnostic = exercise_verdict_append_diagnostic(exercise);
    *diagnostic =
        (struct diagnostic){.stage = STAGE_BUILD,
                            .file = memory_copy_string(exercise->source),
                            .line = 9,
                            .column = 13,
                            .severity = memory_copy_string("error"),
                            .message = memory_copy_string("expected ';' before '}' token"),
                            .excerpt = memory_copy_string("    return 0")};
    return settle(verdict);
}

struct box_bytes {
    int32_t turn, number;
    char text[24];
};

static void show_box(struct timeline *timeline, const struct box_bytes *bytes)
{
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    struct timeline_object *box =
        scene_object(snapshot, TIMELINE_MEMORY, "the mailbox", sizeof *bytes, bytes, sizeof *bytes);
    scene_attach(box, 0, 0x100000001000, false);
    scene_attach(box, 1, 0x104000001000, false);
    scene_process(snapshot, 0, 'R', NULL);
    scene_process(snapshot, 1, 'S', "clock_nanosleep");
}

struct watch_picture *fixture_picture(size_t index)
{
    struct watch_picture *picture = watch_picture_create();
    struct timeline *timeline = &picture->timeline;
    picture->verdict = fixture_fail(index);
    scene_actor(timeline, "the writer");
    scene_actor(timeline, "the reader");
    scene_event(timeline, TIMELINE_CALL, 1, "mailbox_receive",
                "mailbox_receive(the mailbox, text, 1001, -1)");
    show_box(timeline, &(struct box_bytes){.number = 1, .text = "first"});
    scene_event(timeline, TIMELINE_CALL, 0, "mailbox_send",
                "mailbox_send(the mailbox, \"second\", -1)");
    scene_event(timeline, TIMELINE_HELD, 0, NULL, "after an instruction");
    show_box(timeline, &(struct box_bytes){.turn = 1, .number = 1, .text = "first"});
    scene_event(timeline, TIMELINE_RETURN, 0, "mailbox_send", "2");
    show_box(timeline, &(struct box_bytes){.turn = 1, .number = 2, .text = "second"});
    return picture;
}

struct watch_picture *fixture_picture_unbuilt(size_t index)
{
    struct watch_picture *picture = watch_picture_create();
    picture->verdict = fixture_unbuilt(index);
    return picture;
}
