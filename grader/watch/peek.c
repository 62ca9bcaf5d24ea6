#include "watch/peek.h"

#include "base/memory.h"

static void drop_picture(struct watch_peek *peek)
{
    board_steps_finish(&peek->steps);
    watch_picture_destroy(peek->picture);
    peek->picture = NULL;
    memory_set_string(&peek->title, NULL);
    memory_set_string(&peek->trouble, NULL);
}

void watch_peek_clear(struct watch_peek *peek)
{
    drop_picture(peek);
    *peek = (struct watch_peek){.serial = peek->serial};
}

void watch_peek_record(struct watch_peek *peek, const struct manifest_check *check)
{
    watch_peek_clear(peek);
    peek->serial++;
    peek->check = check;
    peek->state = WATCH_PEEK_RECORDS;
}

void watch_peek_fail(struct watch_peek *peek, const char *sentence)
{
    watch_peek_clear(peek);
    memory_set_string(&peek->trouble, sentence);
    peek->state = WATCH_PEEK_FAILED;
}

static void show(struct watch_peek *peek, const struct manifest *manifest)
{
    peek->title = memory_format("check %s", peek->check->id);
    peek->board = (struct board){.title = peek->title,
                                 .timeline = &peek->picture->timeline,
                                 .shape = peek->picture->shape,
                                 .item_bytes = manifest->peek.item_bytes};
    board_find_steps(&peek->picture->timeline, &peek->steps);
    viewer_init(&peek->viewer, &peek->board, &peek->steps);
    peek->viewer.leave = "v close";
    peek->state = WATCH_PEEK_SHOWS;
}

void watch_peek_take(struct watch_peek *peek, const struct manifest *manifest, uint64_t serial,
                     struct watch_picture *picture)
{
    if (peek->state != WATCH_PEEK_RECORDS || serial != peek->serial) {
        watch_picture_destroy(picture);
        return;
    }
    AUTO_FREE char *trouble = watch_picture_explain(picture);
    peek->picture = picture;
    if (trouble != NULL) {
        watch_peek_fail(peek, trouble);
    } else {
        show(peek, manifest);
    }
}
