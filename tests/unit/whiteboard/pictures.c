#include "pictures.h"

#include <semaphore.h>
#include <string.h>

#include "scene.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static char none[] = "";

/* --- 01: a key is only a number ------------------------------------------------------------------ */

static void fill_keys(struct timeline *timeline)
{
    scene_actor(timeline, NULL);
    scene_event(timeline, TIMELINE_SPAWN, 0, NULL, NULL);
    scene_process(scene_snapshot(timeline), 0, 'S', NULL);
    scene_event(timeline, TIMELINE_CALL, 0, "make_key", "make_key(\"/tmp/a\", 65)");
}

/* --- 02: a segment appears ----------------------------------------------------------------------- */

static struct timeline_object *segment(struct timeline_snapshot *snapshot, int id, uint64_t size,
                                       const void *bytes, size_t count)
{
    struct timeline_object *object =
        scene_object(snapshot, TIMELINE_SEGMENT, NULL, size, bytes, count);
    object->id = id;
    object->key = 0x57420001;
    return object;
}

static void fill_created(struct timeline *timeline)
{
    static const char zeros[100];
    scene_actor(timeline, NULL);
    scene_event(timeline, TIMELINE_CALL, 0, "segment_create",
                "segment_create(0x57420001, 100, 0640)");
    scene_process(scene_snapshot(timeline), 0, 'S', NULL);
    scene_event(timeline, TIMELINE_RETURN, 0, "segment_create", "0");
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    segment(snapshot, 0, 100, zeros, sizeof zeros)->mode = 0640;
    scene_process(snapshot, 0, 'S', NULL);
}

/* --- 03: removed, and somebody still attached ---------------------------------------------------- */

static void fill_removed(struct timeline *timeline)
{
    static unsigned char bytes[TIMELINE_BYTES_MAX];
    memset(bytes, 'k', sizeof bytes);
    strcpy((char *)bytes, "hello\n");
    scene_actor(timeline, "the user");
    scene_actor(timeline, "the remover");
    scene_event(timeline, TIMELINE_CALL, 1, "segment_remove", "segment_remove(id)");
    struct timeline_snapshot *before = scene_snapshot(timeline);
    struct timeline_object *object = segment(before, 3, 12288, bytes, sizeof bytes);
    scene_attach(object, 0, 0x7f1200000000, false);
    scene_attach(object, 0, 0x7f1300000000, true);
    scene_event(timeline, TIMELINE_RETURN, 1, "segment_remove", "0");
    bytes[2000] = 'w';
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    object = segment(snapshot, 3, 12288, bytes, sizeof bytes);
    object->key = 0;
    object->is_removed = true;
    scene_attach(object, 0, 0x7f1200000000, false);
    scene_process(snapshot, 0, 'S', NULL);
    scene_process(snapshot, 1, 'R', NULL);
}

/* --- 04: a POSIX object, and one that has no name any more --------------------------------------- */

static void fill_board(struct timeline *timeline)
{
    scene_actor(timeline, "the creator");
    scene_event(timeline, TIMELINE_CALL, 0, "board_remove", "board_remove(\"/scores\")");
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    struct timeline_object *object =
        scene_object(snapshot, TIMELINE_POSIX, "/scores", 20, "Anna 12\0\1\2", 10);
    scene_attach(object, 0, 0x7f0000001000, true);
    object = scene_object(snapshot, TIMELINE_POSIX, "/old", 4096, NULL, 0);
    object->is_removed = true;
    scene_process(snapshot, 0, 'R', NULL);
}

/* --- 05: the flag goes up ------------------------------------------------------------------------ */

static char turn[] = "turn", sequence[] = "sequence", text[] = "text", owner[] = "owner";
static char atomic_int[] = "atomic_int", int_word[] = "int", chars[] = "char[21]";
static char side_pointer[] = "struct side *", writer[] = "TURN_WRITER", reader[] = "TURN_READER";
static struct shape_name turns[] = {{writer, 0}, {reader, 1}};
static struct shape_field mailbox_fields[] = {
    {.name = turn,
     .type = atomic_int,
     .kind = SHAPE_INTEGER,
     .is_signed = true,
     .size = 4,
     .count = 1,
     .names = turns,
     .name_count = 2},
    {.name = sequence,
     .type = int_word,
     .kind = SHAPE_INTEGER,
     .is_signed = true,
     .offset = 4,
     .size = 4,
     .count = 1},
    {.name = text,
     .type = chars,
     .kind = SHAPE_CHARACTER,
     .is_array = true,
     .offset = 8,
     .size = 1,
     .count = 21},
    {.name = owner,
     .type = side_pointer,
     .kind = SHAPE_POINTER,
     .offset = 32,
     .size = 8,
     .count = 1},
};
static const struct shape mailbox = {.size = 40, .fields = mailbox_fields, .field_count = 4};

struct mailbox_bytes {
    int32_t turn, sequence;
    char text[24];
    uint64_t owner;
};

static void show_mailbox(struct timeline *timeline, const struct mailbox_bytes *bytes)
{
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    struct timeline_object *object =
        scene_object(snapshot, TIMELINE_MEMORY, "the mailbox", sizeof *bytes, bytes, sizeof *bytes);
    scene_attach(object, 0, 0x100000001000, false);
    scene_attach(object, 1, 0x104000001000, false);
    scene_process(snapshot, 0, 'R', NULL);
    scene_process(snapshot, 1, 'S', "clock_nanosleep");
}

static void fill_mailbox(struct timeline *timeline)
{
    scene_actor(timeline, "the writer");
    scene_actor(timeline, "the reader");
    scene_event(timeline, TIMELINE_CALL, 1, "mailbox_receive",
                "mailbox_receive(the mailbox, text, 1001, -1)");
    show_mailbox(timeline, &(struct mailbox_bytes){.turn = 0, .sequence = 1, .text = "first"});
    scene_event(timeline, TIMELINE_CALL, 0, "mailbox_send",
                "mailbox_send(the mailbox, \"second\", -1)");
    show_mailbox(timeline,
                 &(struct mailbox_bytes){
                     .turn = 1, .sequence = 2, .text = "second", .owner = 0x7ffe00001234});
}

/* --- 06: semaphores ------------------------------------------------------------------------------ */

static char empty[] = "empty", full[] = "full", sem_word[] = "sem_t";
static struct shape_field channel_fields[] = {
    {.name = empty, .type = sem_word, .kind = SHAPE_SEMAPHORE, .size = 32, .count = 1},
    {.name = full, .type = sem_word, .kind = SHAPE_SEMAPHORE, .offset = 32, .size = 32, .count = 1},
};
static const struct shape channel = {.size = 64, .fields = channel_fields, .field_count = 2};

static void fill_channel(struct timeline *timeline)
{
    struct {
        uint32_t value, waiting, private_or_shared, pad[5];
    } semaphores[2] = {{1, 0, 0, {0}}, {0, 1, 128, {0}}};
    scene_actor(timeline, "the writer");
    scene_actor(timeline, "the reader");
    scene_event(timeline, TIMELINE_CALL, 1, "channel_receive",
                "channel_receive(the channel, text, 1001, -1)");
    scene_process(scene_snapshot(timeline), 1, 'R', NULL);
    scene_event(timeline, TIMELINE_BLOCKED, 1, "futex", NULL);
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    scene_object(snapshot, TIMELINE_POSIX, "/sem.gate", 32, semaphores, 32);
    struct timeline_object *object =
        scene_object(snapshot, TIMELINE_MEMORY, "the channel", 64, semaphores, 64);
    scene_attach(object, 1, 0x104000001000, false);
    object = scene_object(snapshot, TIMELINE_SEMAPHORES, NULL, 0, NULL, 0);
    object->id = 7;
    object->values = calloc(2, sizeof object->values[0]);
    object->value_count = 2;
    object->values[1] = 5;
    scene_process(snapshot, 0, '\0', NULL);
    scene_process(snapshot, 1, 'S', "futex");
}

/* --- 07: a ring ---------------------------------------------------------------------------------- */

static char head[] = "head", slots[] = "slots", uint32_word[] = "_Atomic uint32_t";
static char bytes_word[] = "unsigned char[]";
static struct shape_field ring_fields[] = {
    {.name = head, .type = uint32_word, .kind = SHAPE_INTEGER, .size = 4, .count = 1},
    {.name = slots,
     .type = bytes_word,
     .kind = SHAPE_BYTE,
     .is_array = true,
     .is_flexible = true,
     .offset = 64,
     .size = 1},
};
static const struct shape ring = {.size = 64, .fields = ring_fields, .field_count = 2};

static void show_ring(struct timeline *timeline, uint32_t position, const char *third)
{
    unsigned char bytes[64 + 3 * 8] = {0};
    memcpy(bytes, &position, sizeof position);
    memcpy(bytes + 64, "one\0\0\0\0\0two\0\0\0\0", 16);
    memcpy(bytes + 80, third, 8);
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    scene_object(snapshot, TIMELINE_MEMORY, "the ring", sizeof bytes, bytes, sizeof bytes);
}

static void fill_ring(struct timeline *timeline)
{
    scene_actor(timeline, "the producer");
    scene_event(timeline, TIMELINE_CALL, 0, "ring_push", "ring_push(the ring, \"three\")");
    show_ring(timeline, 2, "\0\0\0\0\0\0\0");
    scene_event(timeline, TIMELINE_RETURN, 0, "ring_push", "0");
    show_ring(timeline, 3, "\1\2\0\0\0\0\0");
}

/* --- hostile bytes ------------------------------------------------------------------------------- */

static char message[] = "message", nowhere[] = "nowhere", long_chars[] = "char[40]";
static struct shape_field hostile_fields[] = {
    {.name = message,
     .type = long_chars,
     .kind = SHAPE_CHARACTER,
     .is_array = true,
     .size = 1,
     .count = 40},
    {.name = nowhere, .type = none, .kind = SHAPE_OTHER, .offset = 40, .size = 24, .count = 1},
};
static const struct shape hostile = {.size = 64, .fields = hostile_fields, .field_count = 2};

static void fill_hostile(struct timeline *timeline)
{
    static const char bytes[64] = "\x1b[31mred\x1b[0m\r\a\xff\xfe \xe2\x80\xae \xc3\xa9 end";
    scene_actor(timeline, "the\x1b[2Jwriter");
    scene_event(timeline, TIMELINE_SCENE, TIMELINE_NOBODY, NULL, "the test writes\x1b]0;title\a");
    struct timeline_snapshot *snapshot = scene_snapshot(timeline);
    scene_object(snapshot, TIMELINE_POSIX, "/a\nb\x1b[31m", 0, "", 0);
    scene_object(snapshot, TIMELINE_MEMORY,
                 "a very long name of a piece of memory that does not fit "
                 "on its line at all",
                 64, bytes, 64);
    scene_object(snapshot, TIMELINE_POSIX, "/huge", UINT64_C(1) << 40, bytes, 16);
    scene_process(snapshot, 0, 'S', "futex\x1b[31m");
}

static const struct picture pictures[] = {
    {"01-key", fill_keys, NULL, 0},
    {"02-created", fill_created, NULL, 0},
    {"03-removed", fill_removed, NULL, 0},
    {"04-board", fill_board, NULL, 0},
    {"05-mailbox", fill_mailbox, &mailbox, 0},
    {"06-channel", fill_channel, &channel, 0},
    {"07-ring", fill_ring, &ring, 8},
    {"hostile", fill_hostile, &hostile, 0},
};

const struct picture *pictures_list(size_t *count)
{
    *count = COUNT_OF(pictures);
    return pictures;
}
