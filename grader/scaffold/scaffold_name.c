/* What an exercise may be called. */
#include "scaffold/scaffold.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES_MAX = 40, TITLE_BYTES_MAX = 60, NUMBER_MAX = 99 };

void scaffold_finish(struct scaffold *scaffold)
{
    free(scaffold->name);
    free(scaffold->folder);
    free(scaffold->title);
    *scaffold = (struct scaffold){0};
}

/* Words of lower-case letters and digits, joined by single hyphens; two of them at least, because the
 * header is named after them and must not hide one of the system's (<signal.h>). */
static bool is_name(const char *name)
{
    bool hyphen = false;
    for (const char *at = name; *at != '\0'; at++) {
        bool in_word = islower((unsigned char)*at) || isdigit((unsigned char)*at);
        if (!in_word && !(*at == '-' && at > name && at[-1] != '-' && at[1] != '\0')) {
            return false;
        }
        hyphen = hyphen || *at == '-';
    }
    return islower((unsigned char)name[0]) && hyphen && strlen(name) <= NAME_BYTES_MAX;
}

static bool choose_number(struct scaffold *scaffold, const char **word,
                          const struct catalogue *catalogue, struct error *err)
{
    size_t digits = strspn(*word, "0123456789");
    if (digits == 0) {
        scaffold->number = catalogue->exercises[catalogue->count - 1]->number + 1;
        return scaffold->number <= NUMBER_MAX ||
               error_set(err, "no number is free behind %d; choose one: NN-%s", NUMBER_MAX, *word);
    }
    if (digits != 2 || (*word)[2] != '-') {
        return error_set(err,
                         "'%s' is no name of an exercise: the number has two digits and a hyphen, "
                         "as in 08-message-board, or is left out",
                         *word);
    }
    scaffold->number = (unsigned)strtoul(*word, NULL, 10);
    *word += 3;
    return scaffold->number > 0 || error_set(err, "exercises are numbered 01 to %d", NUMBER_MAX);
}

static bool is_free(const struct scaffold *scaffold, const struct catalogue *catalogue,
                    struct error *err)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct manifest *other = catalogue->exercises[i];
        if (other->number == scaffold->number || strcmp(other->name, scaffold->name) == 0) {
            return error_set(err, "there is an exercise %s already; choose another %s",
                             other->folder, other->number == scaffold->number ? "number" : "name");
        }
    }
    return true;
}

/* It is put into a string of the manifest, a comment in C and a line of Markdown. */
static bool is_title(const char *title)
{
    for (const char *at = title; *at != '\0'; at++) {
        if (iscntrl((unsigned char)*at) || strchr("\"\\*@", *at) != NULL) {
            return false;
        }
    }
    return title[0] != '\0' && strlen(title) <= TITLE_BYTES_MAX;
}

/* "message-board" is "Message board". */
static char *make_title(const char *name)
{
    char *title = memory_copy_string(name);
    title[0] = (char)toupper((unsigned char)title[0]);
    for (char *hyphen = title; (hyphen = strchr(hyphen, '-')) != NULL;) {
        *hyphen = ' ';
    }
    return title;
}

bool scaffold_name(struct scaffold *scaffold, const char *word, const char *title,
                   const struct catalogue *catalogue, struct error *err)
{
    *scaffold = (struct scaffold){0};
    const char *name = word;
    if (!choose_number(scaffold, &name, catalogue, err)) {
        return false;
    }
    if (!is_name(name)) {
        return error_set(err,
                         "'%s' is no name of an exercise: it is two words or more of lower-case "
                         "letters and digits, joined by hyphens, %d characters at most",
                         name, NAME_BYTES_MAX);
    }
    if (title != NULL && !is_title(title)) {
        return error_set(err, "a title has 1 to %d bytes, none of them one of \" \\ * @",
                         TITLE_BYTES_MAX);
    }
    scaffold->name = memory_copy_string(name);
    scaffold->folder = memory_format("%02u-%s", scaffold->number, name);
    scaffold->title = title != NULL ? memory_copy_string(title) : make_title(name);
    if (!is_free(scaffold, catalogue, err)) {
        scaffold_finish(scaffold);
        return false;
    }
    return true;
}
