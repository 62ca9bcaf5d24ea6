#include "batch/platform.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "batch/names.h"

void platform_name_finish(struct platform_name *name)
{
    free(name->id);
    free(name->name);
    free(name->file);
    *name = (struct platform_name){0};
}

static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* The beginning of a name of any bytes, as it may be shown. */
static char *copy_printable(const char *name, size_t length)
{
    AUTO_FREE char *bytes = memory_copy_bytes(name, length);
    return names_printable(bytes);
}

bool platform_read_moodle(const char *name, struct platform_name *parts)
{
    const char *mark = strstr(name, "_assignsubmission_");
    if (mark == NULL) {
        return false;
    }
    const char *digits = mark;
    while (digits > name && isdigit((unsigned char)digits[-1])) {
        digits--;
    }
    if (digits == mark || digits - name < 2 || digits[-1] != '_') {
        return false;
    }
    const char *file = strchr(mark + strlen("_assignsubmission_"), '_');
    *parts = (struct platform_name){
        .id = memory_copy_bytes(digits, (size_t)(mark - digits)),
        .name = copy_printable(name, (size_t)(digits - 1 - name)),
        .file = file != NULL && file[1] != '\0' ? memory_copy_string(file + 1) : NULL,
    };
    return true;
}

bool platform_read_canvas(const char *name, struct platform_name *parts)
{
    size_t person = strcspn(name, "_");
    if (person == 0 || name[person] == '\0') {
        return false;
    }
    const char *at = name + person + 1;
    bool late = strncmp(at, "LATE_", 5) == 0;
    at += late ? 5 : 0;
    size_t user = count_digits(at);
    size_t attachment = user > 0 && at[user] == '_' ? count_digits(at + user + 1) : 0;
    const char *file = at + user + 1 + attachment;
    if (attachment == 0 || file[0] != '_' || file[1] == '\0') {
        return false;
    }
    *parts = (struct platform_name){
        .id = memory_copy_bytes(at, user),
        .name = copy_printable(name, person),
        .file = memory_copy_string(file + 1),
        .late = late,
    };
    return true;
}
