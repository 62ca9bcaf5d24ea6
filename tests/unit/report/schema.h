/* As much of JSON Schema (https://json-schema.org/draft/2020-12) as our schemas use: type, const, enum,
 * minimum, pattern, items, properties, required, additionalProperties, and $ref into $defs. An object
 * may have no key that its schema does not name. */
#ifndef WORKBOOK_TESTS_SCHEMA_H
#define WORKBOOK_TESTS_SCHEMA_H

#include <jansson.h>

/* Fails the running test unless the document is as the schema in the file says. */
void schema_expect(const char *schema_path, const json_t *document);

/* Parses it first; fails the test when it is no JSON. */
void schema_expect_text(const char *schema_path, const char *document);

#endif
