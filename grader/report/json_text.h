/* Text of any origin as JSON. */
#ifndef WORKBOOK_REPORT_JSON_TEXT_H
#define WORKBOOK_REPORT_JSON_TEXT_H

#include <jansson.h>

/* A new string with the bytes as valid UTF-8 (base/utf8.h); null for NULL. */
json_t *json_text(const char *bytes);

#endif
