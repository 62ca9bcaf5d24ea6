#include "watch/fold.h"

#include <string.h>

#include "watch/canvas.h"

enum { MORE_INDENT = 4, ROOM_LEAST = 8 };

/* How many bytes of the line fit, and where the last blank among them is. */
struct fit {
    size_t bytes;
    size_t blank; /* 0: there is none behind the indent */
};

static struct fit measure(const char *line, size_t length, size_t indent, unsigned columns)
{
    struct fit fit = {0};
    unsigned used = 0;
    while (fit.bytes < length) {
        size_t size = 0;
        unsigned width = canvas_measure_next(line + fit.bytes, length - fit.bytes, &size);
        if (used + width > columns) {
            fit.blank = line[fit.bytes] == ' ' && fit.bytes > indent ? fit.bytes : fit.blank;
            break;
        }
        if (line[fit.bytes] == ' ' && fit.bytes > indent) {
            fit.blank = fit.bytes;
        }
        used += width;
        fit.bytes += size;
    }
    return fit;
}

static void append_line(struct text *out, const char *line, size_t length, unsigned columns)
{
    size_t indent = strspn(line, " ");
    unsigned more = (unsigned)indent + MORE_INDENT;
    more = more + ROOM_LEAST < columns ? more : 0;
    for (unsigned room = columns;; room = columns - more) {
        struct fit fit = measure(line, length, indent, room);
        if (fit.bytes == length || fit.bytes == 0) {
            text_append_bytes(out, line, length);
            return;
        }
        size_t part = fit.blank > 0 ? fit.blank : fit.bytes;
        text_append_bytes(out, line, part);
        text_append(out, "\n");
        text_append_repeated(out, ' ', more);
        part += strspn(line + part, " ");
        part = part < length ? part : length;
        line += part;
        length -= part;
        indent = 0;
    }
}

void fold_append(struct text *out, const char *page, unsigned columns)
{
    while (*page != '\0') {
        size_t length = strcspn(page, "\n");
        append_line(out, page, length, columns);
        page += length;
        if (*page == '\n') {
            text_append(out, "\n");
            page++;
        }
    }
}
