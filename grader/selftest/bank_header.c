#include "selftest/bank_header.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <string.h>

static const char marker[] = "caught-by:";

/* The word behind the marker, in the first comment alone; owned by the caller. NULL: none. */
static char *find_word(const char *text)
{
    const char *end = strstr(text, "*/");
    const char *found = strstr(text, marker);
    if (found == NULL || (end != NULL && found > end)) {
        return NULL;
    }
    found += strlen(marker);
    found += strspn(found, " \t");
    size_t length = strcspn(found, " \t\r\n*");
    return length > 0 ? memory_copy_bytes(found, length) : NULL;
}

static void set_fault(struct bank_source *source, const char *sentence, const char *word)
{
    free(source->header_fault);
    source->header_fault = memory_format("its header names %s%s%s", word != NULL ? word : "",
                                         word != NULL ? ", " : "", sentence);
}

void bank_header_read(struct bank_source *source, const struct manifest *manifest, const char *text)
{
    AUTO_FREE char *word = find_word(text);
    if (word == NULL) {
        set_fault(source, "no check that must catch it (caught-by: STAGE/CHECK)", NULL);
        return;
    }
    if (strcmp(word, stage_name(STAGE_BUILD)) == 0) {
        source->stage = STAGE_BUILD;
        return;
    }
    char *slash = strchr(word, '/');
    const struct manifest_check *check =
        slash != NULL ? manifest_find_check(manifest, slash + 1) : NULL;
    if (check == NULL) {
        set_fault(source, "which the manifest does not have", word);
        return;
    }
    *slash = '\0';
    if (strcmp(word, stage_name(check->stage)) != 0) {
        *slash = '/';
        set_fault(source, "which belongs to another stage", word);
        return;
    }
    source->stage = check->stage;
    source->check = memory_copy_string(check->id);
}
