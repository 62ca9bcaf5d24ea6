#include "watch/face.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "watch/canvas.h"
#include "watch/view.h"

bool face_open(struct face *face, const struct report_style *style, bool plain, struct error *err)
{
    *face = (struct face){.style = *style};
    return plain || screen_open(style->color, &face->screen, err);
}

void face_close(struct face *face)
{
    screen_close(face->screen);
    text_finish(&face->typed);
    *face = (struct face){0};
}

static bool show_plain(struct face *face, const struct watch_model *model)
{
    AUTO_TEXT struct text words = {0};
    plain_tell(&face->plain, model, &face->style, &words);
    return file_write_all(STDOUT_FILENO, text_string(&words), words.length);
}

bool face_show(struct face *face, struct watch_model *model, bool afresh)
{
    if (face->screen == NULL) {
        return show_plain(face, model);
    }
    unsigned rows;
    unsigned columns;
    AUTO_CANVAS struct canvas canvas = {0};
    screen_size(face->screen, &rows, &columns);
    canvas_init(&canvas, rows, columns);
    struct watch_extent extent = watch_view_draw(model, &face->style, &canvas);
    watch_model_measured(model, extent.lines, extent.rows);
    if (extent.shows_step) {
        watch_model_settled(model, extent.scroll);
    }
    const struct manifest *manifest = watch_model_exercise(model);
    AUTO_FREE char *path = memory_format("%s/%s", manifest->path, manifest->source);
    screen_show(face->screen, &canvas, path, afresh);
    return true;
}

static void take_line(struct face *face, struct watch_model *model)
{
    watch_model_key(model, plain_key_of(text_string(&face->typed)));
    text_clear(&face->typed);
}

static bool take_lines(struct face *face, struct watch_model *model)
{
    char bytes[512];
    ssize_t length = read(STDIN_FILENO, bytes, sizeof bytes);
    for (ssize_t i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
            take_line(face, model);
        } else {
            text_append_bytes(&face->typed, &bytes[i], 1);
        }
    }
    return length > 0 || (length < 0 && (errno == EINTR || errno == EAGAIN));
}

bool face_take_keys(struct face *face, struct watch_model *model)
{
    if (face->screen == NULL) {
        return take_lines(face, model);
    }
    int key;
    bool any = false;
    while ((key = screen_read_key(face->screen)) != 0) {
        watch_model_key(model, key);
        any = true;
    }
    return any;
}

void face_leave(struct face *face)
{
    if (face->screen != NULL) {
        screen_leave(face->screen);
    }
}

void face_return(struct face *face)
{
    if (face->screen != NULL) {
        screen_return(face->screen);
    }
}
