#include "base/date.h"

#include <time.h>

enum { DATE_BYTES = 64 };

/* gcc wants to see the format here; it has seen it where date_append_… is called. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void append(struct text *out, const struct tm *date, const char *format)
{
    char words[DATE_BYTES];
    if (date != NULL && strftime(words, sizeof words, format, date) > 0) {
        text_append(out, words);
    }
}
#pragma GCC diagnostic pop

static time_t seconds_of(int64_t wall_ms)
{
    return (time_t)(wall_ms / 1000);
}

void date_append_local(struct text *out, int64_t wall_ms, const char *format)
{
    struct tm date;
    append(out, localtime_r(&(time_t){seconds_of(wall_ms)}, &date), format);
}

void date_append_utc(struct text *out, int64_t wall_ms, const char *format)
{
    struct tm date;
    append(out, gmtime_r(&(time_t){seconds_of(wall_ms)}, &date), format);
}
