/* One object as a box: what it is, and who is attached. */
#include "whiteboard/board_private.h"

#include <inttypes.h>
#include <string.h>

void board_append_object_name(struct text *text, const struct timeline_object *object)
{
    switch (object->kind) {
    case TIMELINE_SEGMENT:
        text_format(text, "segment %d, key 0x%08x", object->id, (unsigned)object->key);
        break;
    case TIMELINE_SEMAPHORES:
        text_format(text, "semaphore set %d, key 0x%08x", object->id, (unsigned)object->key);
        break;
    default:
        text_append(text, object->name != NULL ? object->name : "memory");
    }
}

const struct timeline_object *board_find_object(const struct timeline_snapshot *snapshot,
                                                const struct timeline_object *object)
{
    for (size_t i = 0; snapshot != NULL && i < snapshot->object_count; i++) {
        const struct timeline_object *other = &snapshot->objects[i];
        const char *name = object->name != NULL ? object->name : "";
        const char *other_name = other->name != NULL ? other->name : "";
        if (other->kind == object->kind && other->id == object->id &&
            strcmp(name, other_name) == 0) {
            return other;
        }
    }
    return NULL;
}

static bool has_permissions(const struct timeline_object *object)
{
    return object->kind != TIMELINE_MEMORY &&
           !(object->kind == TIMELINE_POSIX && object->is_removed);
}

/* "0600 rw-------", as ls(1) and ipcs(1) have it. */
static void append_mode(struct text *text, unsigned mode)
{
    static const char letters[] = "rwxrwxrwx";
    text_format(text, "%04o ", mode & 0777);
    for (int bit = 0; bit < 9; bit++) {
        text_append_bytes(text, (mode & (0400U >> bit)) != 0 ? &letters[bit] : "-", 1);
    }
}

/* What stands at the right end of the box's upper edge. */
static void append_facts(struct text *text, const struct timeline_object *object)
{
    if (has_permissions(object)) {
        append_mode(text, object->mode);
        text_append(text, "  ");
    }
    if (object->kind == TIMELINE_SEMAPHORES) {
        text_format(text, "%zu semaphores", object->value_count);
    } else {
        text_format(text, "%" PRIu64 " bytes", object->size);
    }
}

static bool facts_differ(const struct timeline_object *one, const struct timeline_object *other)
{
    return one->mode != other->mode || one->size != other->size ||
           one->is_removed != other->is_removed || one->key != other->key;
}

void board_close_line(struct sheet *sheet)
{
    sheet_move_to(sheet, sheet->columns - 1);
    sheet_write_symbol(sheet, TONE_FAINT, "│", "|");
}

void board_open_line(struct sheet *sheet)
{
    sheet_begin_line(sheet);
    sheet_write(sheet, TONE_PLAIN, " ");
    sheet_write_symbol(sheet, TONE_FAINT, "│", "|");
    sheet_move_to(sheet, BOARD_INSIDE_COLUMN);
}

void board_write_up_to(struct sheet *sheet, unsigned column, enum report_tone tone,
                       const char *text)
{
    unsigned columns = sheet->columns;
    sheet->columns = column;
    sheet_write(sheet, tone, text);
    sheet->columns = columns;
}

void board_draw_quiet_object(const struct timeline_object *object, struct sheet *sheet)
{
    AUTO_TEXT struct text name = {0};
    AUTO_TEXT struct text facts = {0};
    board_append_object_name(&name, object);
    append_facts(&facts, object);
    sheet_begin_line(sheet);
    sheet_write(sheet, TONE_PLAIN, " ");
    sheet_write_symbol(sheet, TONE_FAINT, "─ ", "- ");
    board_write_up_to(sheet, sheet->columns - (unsigned)facts.length - 22, TONE_PLAIN,
                      text_string(&name));
    sheet_format(sheet, TONE_FAINT, "  %s, nobody is attached", text_string(&facts));
}

static void draw_upper_edge(const struct timeline_object *object,
                            const struct timeline_object *before, struct sheet *sheet)
{
    AUTO_TEXT struct text name = {0};
    AUTO_TEXT struct text facts = {0};
    board_append_object_name(&name, object);
    append_facts(&facts, object);
    unsigned facts_column = sheet->columns - (unsigned)facts.length - 4;
    sheet_begin_line(sheet);
    sheet_write(sheet, TONE_PLAIN, " ");
    sheet_write_symbol(sheet, TONE_FAINT, "┌ ", "+ ");
    board_write_up_to(sheet, facts_column - 1, TONE_STRONG, text_string(&name));
    sheet_write(sheet, TONE_PLAIN, " ");
    sheet_fill_to(sheet, facts_column, "─", "-");
    sheet_format(sheet, TONE_PLAIN, " %s ", text_string(&facts));
    sheet_fill_to(sheet, sheet->columns - 1, "─", "-");
    sheet_write_symbol(sheet, TONE_FAINT, "┐", "+");
    if (before == NULL || facts_differ(object, before)) {
        sheet_mark(sheet);
    }
}

static void draw_lower_edge(struct sheet *sheet)
{
    sheet_begin_line(sheet);
    sheet_write(sheet, TONE_PLAIN, " ");
    sheet_write_symbol(sheet, TONE_FAINT, "└", "+");
    sheet_fill_to(sheet, sheet->columns - 1, "─", "-");
    sheet_write_symbol(sheet, TONE_FAINT, "┘", "+");
}

/* --- who is attached --------------------------------------------------------------------------- */

static bool has_attachment(const struct timeline_object *object,
                           const struct timeline_attachment *wanted)
{
    for (size_t i = 0; object != NULL && i < object->attachment_count; i++) {
        const struct timeline_attachment *other = &object->attachments[i];
        if (other->actor == wanted->actor && other->address == wanted->address &&
            other->read_only == wanted->read_only) {
            return true;
        }
    }
    return false;
}

bool board_is_unchanged(const struct timeline_object *object, const struct timeline_object *before)
{
    if (before == NULL || facts_differ(object, before) ||
        object->attachment_count != before->attachment_count ||
        object->attach_count != before->attach_count || object->byte_count != before->byte_count ||
        object->value_count != before->value_count) {
        return false;
    }
    for (size_t i = 0; i < object->attachment_count; i++) {
        if (!has_attachment(before, &object->attachments[i])) {
            return false;
        }
    }
    return (object->byte_count == 0 ||
            memcmp(object->bytes, before->bytes, object->byte_count) == 0) &&
           (object->value_count == 0 ||
            memcmp(object->values, before->values,
                   object->value_count * sizeof object->values[0]) == 0);
}

static void draw_attachment(const struct board *board, const struct timeline_attachment *attachment,
                            bool is_there, bool changed, struct sheet *sheet)
{
    char room[32];
    board_open_line(sheet);
    sheet_format(sheet, TONE_PLAIN, "%s  %s", is_there ? "attached" : "detached",
                 timeline_actor_name(board->timeline, attachment->actor, room));
    sheet_format(sheet, TONE_FAINT, " at 0x%" PRIx64, attachment->address);
    sheet_write(sheet, TONE_PLAIN, attachment->read_only ? ", read only" : ", read and write");
    board_close_line(sheet);
    if (changed) {
        sheet_mark(sheet);
    }
}

/* Processes that are no actors have attached it too: the test itself, or children. */
static void draw_others(const struct timeline_object *object, const struct timeline_object *before,
                        struct sheet *sheet)
{
    if (object->kind == TIMELINE_SEGMENT && object->attach_count > object->attachment_count) {
        board_open_line(sheet);
        sheet_format(sheet, TONE_PLAIN, "attached  %zu more, %u in all",
                     object->attach_count - object->attachment_count, object->attach_count);
        board_close_line(sheet);
        if (before != NULL && before->attach_count != object->attach_count) {
            sheet_mark(sheet);
        }
    }
}

static void draw_attachments(const struct board *board, const struct timeline_object *object,
                             const struct timeline_object *before, struct sheet *sheet)
{
    for (size_t i = 0; i < object->attachment_count; i++) {
        const struct timeline_attachment *attachment = &object->attachments[i];
        draw_attachment(board, attachment, true,
                        before != NULL && !has_attachment(before, attachment), sheet);
    }
    for (size_t i = 0; before != NULL && i < before->attachment_count; i++) {
        if (!has_attachment(object, &before->attachments[i])) {
            draw_attachment(board, &before->attachments[i], false, true, sheet);
        }
    }
    draw_others(object, before, sheet);
    if (object->attachment_count == 0 && object->attach_count == 0 &&
        object->kind != TIMELINE_SEMAPHORES) {
        board_open_line(sheet);
        sheet_write(sheet, TONE_FAINT, "nobody is attached");
        board_close_line(sheet);
    }
}

void board_draw_object(const struct board *board, const struct timeline_object *object,
                       const struct timeline_object *before, struct sheet *sheet)
{
    draw_upper_edge(object, before, sheet);
    if (object->is_removed) {
        board_open_line(sheet);
        sheet_write(sheet, TONE_WARN,
                    object->kind == TIMELINE_SEGMENT
                        ? "removed: its key is free, and it goes with the last attachment"
                        : "removed: it has no name any more, and goes with the last mapping");
        board_close_line(sheet);
    }
    draw_attachments(board, object, before, sheet);
    if (object->kind == TIMELINE_SEMAPHORES) {
        board_draw_values(object, before, sheet);
    } else {
        board_draw_bytes(board, object, before, sheet);
    }
    draw_lower_edge(sheet);
}
