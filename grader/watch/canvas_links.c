/* Places in the source, found where a canvas names them. */
#include <string.h>

#include "base/memory.h"
#include "watch/canvas.h"

/* A row as one byte per cell, so that bytes are columns; what is not ASCII becomes a byte that no place has. */
static char *flatten(const struct canvas *canvas, unsigned row)
{
    char *flat = memory_allocate(canvas->columns + 1, 1);
    for (unsigned column = 0; column < canvas->columns; column++) {
        const char *bytes = canvas_cell(canvas, row, column)->bytes;
        flat[column] = bytes[0] > 0 && bytes[1] == '\0' ? bytes[0] : '\x01';
    }
    return flat;
}

static void find_in_row(struct canvas *canvas, unsigned row, const char *source)
{
    static const char digits[] = "0123456789";
    AUTO_FREE char *flat = flatten(canvas, row);
    size_t length = strlen(source);
    for (const char *at = flat; (at = strstr(at, source)) != NULL; at += length) {
        size_t number = at[length] == ':' ? strspn(at + length + 1, digits) : 0;
        if (number > 0) {
            *memory_append(&canvas->links, &canvas->link_count) =
                (struct canvas_link){.row = row,
                                     .column = (unsigned)(at - flat),
                                     .columns = (unsigned)(length + 1 + number),
                                     .line = (unsigned)strtoul(at + length + 1, NULL, 10)};
        }
    }
}

void canvas_find_links(struct canvas *canvas, unsigned from, unsigned to, const char *source)
{
    for (unsigned row = from; row < to && row < canvas->rows; row++) {
        find_in_row(canvas, row, source);
    }
}
