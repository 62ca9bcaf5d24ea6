/* A folder of templates, rendered.
 *
 * Each file "NAME.in" below the folder becomes NAME, at the same place; in its text and in its path,
 * @KEY@ (capitals) becomes a value. A key that nobody gave is a fault of the template, so that none ever
 * reaches an author. Files of other names are none of the template's.
 */
#ifndef WORKBOOK_SCAFFOLD_TEMPLATE_H
#define WORKBOOK_SCAFFOLD_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct template_value {
    const char *key; /* without its @ */
    const char *value;
};

/* The text with its keys replaced; owned by the caller. NULL: a key has no value, and *err names it. */
char *template_substitute(const char *text, const struct template_value *values, size_t count,
                          struct error *err);

/* Renders all of `from` into `to`, which is made; after a failure a part may be there. */
bool template_render(const char *from, const char *to, const struct template_value *values,
                     size_t count, struct error *err);

#endif
