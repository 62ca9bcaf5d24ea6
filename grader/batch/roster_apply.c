/* Whose hand-in is it? */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "batch/roster.h"
#include "gradebook/gradebook.h"

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

static bool is_one_of(const char *word, const struct person *person)
{
    return same(word, person->id) || same(word, person->name) || same(word, person->login) ||
           same(word, person->email) || same(word, person->sis_id) || same(word, person->canvas_id);
}

/* How many rows have this word; the first of them. */
static size_t count_rows(struct roster *roster, const char *word, struct roster_row **first)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->count; i++) {
        if (is_one_of(word, &roster->rows[i].person)) {
            *first = count++ == 0 ? &roster->rows[i] : *first;
        }
    }
    return count;
}

/* What is told by one alone comes before what two may have: a name. Whose row it is cannot be guessed between two. */
static struct roster_row *find(struct roster *roster, const struct person *person, bool *several)
{
    const char *const words[] = {person->id, person->email, person->sis_id, person->name};
    *several = false;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        struct roster_row *row = NULL;
        size_t count = count_rows(roster, words[k], &row);
        if (count == 1) {
            return row;
        }
        *several = *several || count > 1;
    }
    return NULL;
}

static void take(char **slot, const char *value)
{
    if (value != NULL) {
        memory_set_string(slot, value);
    }
}

static void rename_person(struct person *person, const struct person *row)
{
    take(&person->id, row->id);
    take(&person->name, row->name);
    take(&person->email, row->email);
    take(&person->login, row->login);
    take(&person->sis_id, row->sis_id);
    take(&person->canvas_id, row->canvas_id);
    take(&person->section, row->section);
}

bool roster_apply(struct roster *roster, struct handins *handins, struct error *err)
{
    for (size_t i = 0; i < handins->count; i++) {
        struct handin *handin = &handins->items[i];
        struct roster_row *row = find(roster, &handin->person, &handin->several_in_roster);
        handin->not_in_roster = row == NULL;
        if (row == NULL) {
            continue;
        }
        if (row->handed_in) {
            return error_set(err,
                             "two submissions are of %s by the roster, one of them '%s'; give one "
                             "of them another name, or make one of both",
                             row->person.id, handin->entries[0].name);
        }
        row->handed_in = true;
        rename_person(&handin->person, &row->person);
        if (row->submitted_ms != GRADEBOOK_TIME_UNKNOWN) {
            handin->submitted_ms = row->submitted_ms;
        }
    }
    return true;
}
