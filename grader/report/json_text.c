#include "report/json_text.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

json_t *json_text(const char *bytes)
{
    if (bytes == NULL) {
        return json_null();
    }
    AUTO_TEXT struct text valid = {0};
    utf8_append_valid(&valid, bytes, strlen(bytes));
    return json_string(text_string(&valid));
}

json_t *json_points(int64_t hundredths)
{
    return hundredths % 100 == 0 ? json_integer(hundredths / 100)
                                 : json_real((double)hundredths / 100.0);
}

static int append_to_text(const char *bytes, size_t length, void *text)
{
    text_append_bytes(text, bytes, length);
    return 0;
}

void json_text_write(json_t *document, size_t flags, struct text *out)
{
    AUTO_TEXT struct text bytes = {0};
    if (document == NULL || json_dump_callback(document, append_to_text, &bytes, flags) != 0) {
        memory_give_up();
    }
    json_decref(document);
    utf8_append_json(out, text_string(&bytes), bytes.length);
    text_append(out, "\n");
}
