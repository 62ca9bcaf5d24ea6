#include "report/json_text.h"

#include "base/text.h"
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
