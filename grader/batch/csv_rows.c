#include "batch/csv_rows.h"

#include <csv.h>
#include <string.h>

#include "base/memory.h"

/* The mark of UTF-8 that spreadsheets put before the first title. */
static size_t length_of_mark(const char *bytes, size_t length)
{
    static const char mark[] = "\xef\xbb\xbf";
    return length >= sizeof mark - 1 && memcmp(bytes, mark, sizeof mark - 1) == 0 ? sizeof mark - 1
                                                                                  : 0;
}

/* What separates the titles: spreadsheets write a semicolon where the comma is in the numbers. */
static unsigned char find_delimiter(const char *bytes, size_t length)
{
    static const char candidates[] = ",;\t";
    size_t counts[sizeof candidates - 1] = {0};
    bool quoted = false;
    for (size_t i = 0; i < length && (quoted || bytes[i] != '\n'); i++) {
        const char *found = bytes[i] != '\0' ? strchr(candidates, bytes[i]) : NULL;
        quoted = quoted != (bytes[i] == '"');
        counts[found != NULL ? found - candidates : 0] += found != NULL && !quoted ? 1 : 0;
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof candidates - 1; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return (unsigned char)candidates[best];
}

bool csv_rows_read(const char *bytes, size_t length, csv_rows_field *field, csv_rows_end *end,
                   void *context)
{
    struct csv_parser parser;
    size_t mark = length_of_mark(bytes, length);
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        memory_give_up();
    }
    csv_set_delim(&parser, find_delimiter(bytes + mark, length - mark));
    bool read =
        csv_parse(&parser, bytes + mark, length - mark, field, end, context) == length - mark &&
        csv_fini(&parser, field, end, context) == 0;
    csv_free(&parser);
    return read;
}
