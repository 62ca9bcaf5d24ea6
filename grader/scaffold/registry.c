#include "scaffold/registry.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

static const char beginning[] = "foreach(name IN ITEMS";
static const char blanks[] = " \t\r\n";
static const char indent[] = "\n        ";

/* As strcmp, for a word that is not terminated. */
static int compare_word(const char *word, size_t length, const char *folder)
{
    int order = strncmp(word, folder, length);
    return order != 0 ? order : length < strlen(folder) ? -1 : 0;
}

/* `folder` as a line of its own behind the first `length` bytes of the text. */
static char *insert_behind(const char *text, size_t length, const char *folder)
{
    AUTO_TEXT struct text changed = {0};
    text_append_bytes(&changed, text, length);
    text_format(&changed, "%s%s", indent, folder);
    text_append(&changed, text + length);
    return text_steal(&changed);
}

char *registry_add(const char *text, const char *folder, struct error *err)
{
    const char *list = strstr(text, beginning);
    const char *end = list != NULL ? strchr(list, ')') : NULL;
    if (end == NULL) {
        (void)error_set(err, "tests/exercises/CMakeLists.txt has no list '%s …)'", beginning);
        return NULL;
    }
    const char *behind = list + strlen(beginning);
    const char *word = behind + strspn(behind, blanks);
    while (word < end) {
        size_t length = strcspn(word, " \t\r\n)");
        int order = compare_word(word, length, folder);
        if (order == 0) {
            return memory_copy_string(text);
        }
        if (order > 0) {
            break;
        }
        behind = word + length;
        word = behind + strspn(behind, blanks);
    }
    return insert_behind(text, (size_t)(behind - text), folder);
}
