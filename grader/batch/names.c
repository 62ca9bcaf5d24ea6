#include "batch/names.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/utf8.h"

const char *names_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name);
    size_t wanted = strlen(end);
    return length > wanted && strcasecmp(name + length - wanted, end) == 0;
}

bool names_is_source(const char *name)
{
    return ends_with(name, ".c");
}

/* Letters in lower case, and digits up to `end`, are left. */
static char *squeeze(const char *name, size_t end)
{
    AUTO_TEXT struct text text = {0};
    for (size_t i = 0; i < end; i++) {
        if (isalnum((unsigned char)name[i])) {
            text_append_bytes(&text, &(char){(char)tolower((unsigned char)name[i])}, 1);
        }
    }
    return text_steal(&text);
}

bool names_resemble(const char *name, const char *wanted)
{
    if (!names_is_source(name)) {
        return false;
    }
    AUTO_FREE char *mine = squeeze(name, strlen(name) - 2);
    AUTO_FREE char *theirs = squeeze(wanted, strlen(wanted) - 2);
    size_t length = strlen(theirs);
    if (strncmp(mine, theirs, length) != 0) {
        return false;
    }
    const char *rest = mine + length;
    rest += strncmp(rest, "copy", 4) == 0 ? 4 : 0;
    return rest[strspn(rest, "0123456789")] == '\0';
}

char *names_printable(const char *name)
{
    AUTO_TEXT struct text text = {0};
    utf8_append_printable(&text, name, strlen(name), true);
    return text_steal(&text);
}
