#include "gradebook/csv_cell.h"

#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

void csv_append_text(struct text *out, const char *cell)
{
    if (cell == NULL || cell[0] == '\0') {
        return;
    }
    AUTO_TEXT struct text valid = {0};
    if (strchr("=+-@\t\r", cell[0]) != NULL) {
        text_append(&valid, "'");
    }
    utf8_append_valid(&valid, cell, strlen(cell));
    const char *bytes = text_string(&valid);
    if (strpbrk(bytes, ",\"\r\n") == NULL) {
        text_append(out, bytes);
        return;
    }
    text_append(out, "\"");
    for (const char *at = bytes; *at != '\0'; at++) {
        text_append_bytes(out, at, 1);
        if (*at == '"') {
            text_append(out, "\"");
        }
    }
    text_append(out, "\"");
}

void csv_append_points(struct text *out, int64_t hundredths)
{
    text_format(out, "%lld", (long long)(hundredths / 100));
    int rest = (int)(hundredths % 100);
    if (rest % 10 != 0) {
        text_format(out, ".%02d", rest);
    } else if (rest != 0) {
        text_format(out, ".%d", rest / 10);
    }
}

void csv_append_time(struct text *out, int64_t time_ms)
{
    if (time_ms >= 0) {
        date_append_utc(out, time_ms, DATE_ISO_8601);
    }
}
