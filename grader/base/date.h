/* A moment of the wall's clock, milliseconds since 1970 UTC, in the words of a calendar. */
#ifndef WORKBOOK_BASE_DATE_H
#define WORKBOOK_BASE_DATE_H

#include <stdint.h>

#include "base/text.h"

/* "2026-11-21T21:45:00Z" of date_append_utc. */
#define DATE_ISO_8601 "%Y-%m-%dT%H:%M:%SZ"

/* `format` is strftime(3)'s, and what it makes is below 64 bytes long; local is as TZ says (tzset(3)). */
void date_append_local(struct text *out, int64_t wall_ms, const char *format)
    __attribute__((format(strftime, 3, 0)));
void date_append_utc(struct text *out, int64_t wall_ms, const char *format)
    __attribute__((format(strftime, 3, 0)));

#endif
