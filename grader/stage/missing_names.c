#include "stage/missing_names.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { STEPS_MAX = 2 };

/* Letters of other alphabets, too: the compiler takes them in names. */
static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_of_contract(const struct manifest *manifest, const char *word)
{
    for (size_t i = 0; i < manifest->functions.count; i++) {
        if (strcmp(manifest->functions.items[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* The next word at or behind *place, which moves behind it; NULL at the end. */
static char *next_word(const char **place)
{
    const char *begin = *place;
    while (*begin != '\0' && !is_letter(*begin)) {
        begin++;
    }
    const char *end = begin;
    while (is_letter(*end)) {
        end++;
    }
    *place = end;
    return end == begin ? NULL : memory_copy_bytes(begin, (size_t)(end - begin));
}

static bool is_called_or_defined(const char *behind)
{
    return behind[strspn(behind, " \t\r\n")] == '(';
}

static bool has_foreign_letter(const char *word)
{
    while (*word != '\0' && (unsigned char)*word < 0x80) {
        word++;
    }
    return *word != '\0';
}

static bool is_renamed(const char *source, const char *name)
{
    bool defines = false;
    for (char *word; (word = next_word(&source)) != NULL; free(word)) {
        if (defines && strcmp(word, name) == 0) {
            free(word);
            return true;
        }
        defines = strcmp(word, "define") == 0;
    }
    return false;
}

/* Of the functions in the source that are no function of the contract the first that is spelled nearly so. */
static char *find_misspelt(const struct manifest *manifest, const char *source, const char *name)
{
    for (char *word; (word = next_word(&source)) != NULL; free(word)) {
        size_t length = strlen(word);
        bool near = length + STEPS_MAX >= strlen(name) && length <= strlen(name) + STEPS_MAX &&
                    nearest_distance(word, name) <= STEPS_MAX;
        if (near && is_called_or_defined(source) && !is_of_contract(manifest, word)) {
            return word;
        }
    }
    return NULL;
}

char *missing_names_explain(const struct manifest *manifest, const char *source, const char *name)
{
    AUTO_FREE char *misspelt = find_misspelt(manifest, source, name);
    if (misspelt == NULL) {
        return is_renamed(source, name) ? memory_copy_string("a #define gives it another one")
                                        : NULL;
    }
    return has_foreign_letter(misspelt)
               ? memory_format("it has %s, which only looks like it: some letters are of another "
                               "alphabet",
                               misspelt)
               : memory_format("it has %s", misspelt);
}
