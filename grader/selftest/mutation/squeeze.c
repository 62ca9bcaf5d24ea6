#include "selftest/mutation/squeeze.h"

#include "base/cleanup.h"
#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static size_t comment_length(const char *text, size_t length)
{
    if (length < 2 || text[0] != '/' || (text[1] != '*' && text[1] != '/')) {
        return 0;
    }
    const char *mark = text[1] == '*' ? "*/" : "\n";
    const char *end = memmem(text + 2, length - 2, mark, strlen(mark));
    return end != NULL ? (size_t)(end - text) + strlen(mark) : length;
}

static size_t quotation_length(const char *text, size_t length)
{
    size_t at = 1;
    while (at < length && text[at] != text[0]) {
        at += text[at] == '\\' ? 2 : 1;
    }
    return at < length ? at + 1 : length;
}

char *squeeze_source(const char *text, size_t length)
{
    AUTO_TEXT struct text out = {0};
    bool blank = false;
    for (size_t at = 0; at < length;) {
        size_t skipped =
            isspace((unsigned char)text[at]) ? 1 : comment_length(text + at, length - at);
        if (skipped > 0) {
            blank = true;
            at += skipped;
            continue;
        }
        bool quotation = text[at] == '"' || text[at] == '\'';
        size_t taken = quotation ? quotation_length(text + at, length - at) : 1;
        text_append(&out, blank && out.length > 0 ? " " : "");
        text_append_bytes(&out, text + at, taken);
        blank = false;
        at += taken;
    }
    return text_steal(&out);
}
