#include "batch/roster.h"

#include <search.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "batch/csv_rows.h"
#include "batch/names.h"
#include "gradebook/gradebook.h"
#include "gradebook/policy.h"

enum { ROSTER_BYTES_MAX = 16 << 20, COLUMNS_MAX = 256 };

enum field {
    NOTHING,
    PLAIN_ID,
    ID,
    NAME,
    FIRST,
    LAST,
    EMAIL,
    LOGIN,
    SIS_ID,
    CANVAS_ID,
    SECTION,
    SUBMITTED
};

static const struct {
    const char *title;
    enum field field;
} titles[] = {
    {"id", PLAIN_ID},         {"student id", ID},       {"sid", SIS_ID},
    {"name", NAME},           {"student", NAME},        {"full name", NAME},
    {"first name", FIRST},    {"last name", LAST},      {"surname", LAST},
    {"email", EMAIL},         {"e-mail", EMAIL},        {"email address", EMAIL},
    {"login", LOGIN},         {"username", LOGIN},      {"sis login id", LOGIN},
    {"sis user id", SIS_ID},  {"id number", SIS_ID},    {"idnumber", SIS_ID},
    {"canvas_id", CANVAS_ID}, {"sis_id", SIS_ID},       {"section", SECTION},
    {"sections", SECTION},    {"submitted", SUBMITTED},
};

/* Of the rows that are being read. */
struct reading {
    struct roster *roster;
    enum field columns[COLUMNS_MAX];
    bool is_canvas; /* "ID" is Canvas's own number, and not the student's */
    size_t column;
    size_t line; /* rows begun */
    char *first, *last;
    struct roster_row row;
    void *ids;   /* of the roster's rows: a tree (tsearch(3)) of borrowed strings */
    char *fault; /* NULL: none */
};

/* In one line: a blank for every run of blanks, tabs and line ends, and none at either end. */
static char *copy_value(const char *bytes, size_t length)
{
    AUTO_TEXT struct text value = {0};
    bool blank = false;
    for (size_t i = 0; i < length && bytes[i] != '\0'; i++) {
        bool is_blank = strchr(" \t\r\n", bytes[i]) != NULL;
        if (!is_blank) {
            text_append_bytes(&value, " ", blank && value.length > 0 ? 1 : 0);
            text_append_bytes(&value, &bytes[i], 1);
        }
        blank = is_blank;
    }
    return names_printable(text_string(&value));
}

static enum field field_of(const char *title)
{
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (strcasecmp(title, titles[i].title) == 0) {
            return titles[i].field;
        }
    }
    return NOTHING;
}

static void take_title(struct reading *reading, const char *title)
{
    enum field field = field_of(title);
    reading->columns[reading->column] = field;
    reading->is_canvas = reading->is_canvas || strncasecmp(title, "SIS ", 4) == 0;
}

static char **slot_of(struct reading *reading, enum field field)
{
    struct person *person = &reading->row.person;
    switch (field) {
    case ID:
        return &person->id;
    case NAME:
        return &person->name;
    case FIRST:
        return &reading->first;
    case LAST:
        return &reading->last;
    case EMAIL:
        return &person->email;
    case LOGIN:
        return &person->login;
    case SIS_ID:
        return &person->sis_id;
    case PLAIN_ID:
        return reading->is_canvas ? &person->canvas_id : &person->id;
    case CANVAS_ID:
        return &person->canvas_id;
    case SECTION:
        return &person->section;
    default:
        return NULL;
    }
}

static void set_fault(struct reading *reading, char *fault)
{
    if (reading->fault == NULL) {
        reading->fault = fault;
    } else {
        free(fault);
    }
}

static void take_value(struct reading *reading, const char *value)
{
    enum field field = reading->columns[reading->column];
    char **slot = slot_of(reading, field);
    if (value[0] == '\0') {
        return;
    }
    if (field == SUBMITTED && !policy_parse_time(value, &reading->row.submitted_ms)) {
        set_fault(reading, memory_format("row %zu: '%s' is no time like 2026-11-20 23:59 +0100",
                                         reading->line, value));
    } else if (slot != NULL) {
        memory_set_string(slot, value);
    }
}

static void take_field(void *bytes, size_t length, void *context)
{
    struct reading *reading = context;
    AUTO_FREE char *value = copy_value(bytes != NULL ? bytes : "", length);
    if (reading->column == COLUMNS_MAX) {
        return;
    }
    if (reading->line == 0) {
        take_title(reading, value);
    } else {
        take_value(reading, value);
    }
    reading->column++;
}

/* The best that the row has to tell him by. */
static void settle_id(struct person *person)
{
    const char *const choices[] = {person->id,        person->login, person->sis_id,
                                   person->canvas_id, person->email, person->name};
    for (size_t i = 0; person->id == NULL && i < sizeof choices / sizeof choices[0]; i++) {
        person->id = memory_copy_string(choices[i]);
    }
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Remembers the id, which must stay where it is. */
static bool is_known(struct reading *reading, const char *id)
{
    const char **known = tsearch(id, &reading->ids, compare_ids);
    if (known == NULL) {
        memory_give_up();
    }
    return *known != id;
}

static void keep_string(void *string)
{
    (void)string;
}

static void finish_row(struct reading *reading)
{
    struct person *person = &reading->row.person;
    if (person->name == NULL && (reading->first != NULL || reading->last != NULL)) {
        const char *first = reading->first != NULL ? reading->first : "";
        const char *last = reading->last != NULL ? reading->last : "";
        person->name = memory_format("%s%s%s", first, first[0] && last[0] ? " " : "", last);
    }
    settle_id(person);
    /* Canvas's second row says what the columns are worth. */
    bool is_nobody = person->id == NULL ||
                     (person->name != NULL && strcasecmp(person->name, "Points Possible") == 0);
    if (!is_nobody && is_known(reading, person->id)) {
        set_fault(reading,
                  memory_format("row %zu: '%s' is in it twice", reading->line, person->id));
    } else if (!is_nobody) {
        *memory_append(&reading->roster->rows, &reading->roster->count) = reading->row;
        reading->row = (struct roster_row){0};
    }
}

static void begin_row(struct reading *reading)
{
    person_finish(&reading->row.person);
    reading->row = (struct roster_row){.submitted_ms = GRADEBOOK_TIME_UNKNOWN};
    memory_set_string(&reading->first, NULL);
    memory_set_string(&reading->last, NULL);
    reading->column = 0;
    reading->line++;
}

static void take_row_end(int end, void *context)
{
    (void)end;
    struct reading *reading = context;
    if (reading->line > 0) {
        finish_row(reading);
    }
    begin_row(reading);
}

static bool has_title(const struct reading *reading)
{
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        if (reading->columns[i] != NOTHING && reading->columns[i] != SECTION) {
            return true;
        }
    }
    return false;
}

static bool parse(struct reading *reading, const char *path, const char *bytes, size_t length,
                  struct error *err)
{
    return csv_rows_read(bytes, length, take_field, take_row_end, reading) ||
           error_set(err,
                     "the roster %s: row %zu is no CSV: a quotation mark stands alone, or one is "
                     "not closed",
                     path, reading->line);
}

static bool check(const struct reading *reading, const char *path, struct error *err)
{
    if (reading->fault != NULL) {
        return error_set(err, "the roster %s: %s", path, reading->fault);
    }
    return has_title(reading) ||
           error_set(err, "the roster %s has no title that is known, such as id, name or email",
                     path);
}

bool roster_parse(const char *path, const char *bytes, size_t length, struct roster *roster,
                  struct error *err)
{
    AUTO_ROSTER struct roster read = {0};
    struct reading reading = {.roster = &read};
    *roster = (struct roster){0};
    bool parsed = parse(&reading, path, bytes, length, err) && check(&reading, path, err);
    begin_row(&reading); /* gives back what the last row held */
    free(reading.fault);
    tdestroy(reading.ids, keep_string);
    if (parsed) {
        *roster = read;
        read = (struct roster){0};
    }
    return parsed;
}

bool roster_read(const char *path, struct roster *roster, struct error *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    *roster = (struct roster){0};
    return file_read(path, ROSTER_BYTES_MAX, &bytes, &length, err) &&
           roster_parse(path, bytes, length, roster, err);
}

void roster_finish(struct roster *roster)
{
    for (size_t i = 0; i < roster->count; i++) {
        person_finish(&roster->rows[i].person);
    }
    free(roster->rows);
    *roster = (struct roster){0};
}
