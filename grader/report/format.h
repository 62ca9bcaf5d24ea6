/* The formats of `grader check --format`: one line each in format.c. */
#ifndef WORKBOOK_REPORT_FORMAT_H
#define WORKBOOK_REPORT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/verdict.h"
#include "report/style.h"

struct report_format {
    const char *name;
    const char *summary;
    void (*write)(const struct verdict *verdict, const struct report_style *style,
                  struct text *out);
    /* its reader knows what students must not see; the others get it concealed */
    bool keeps_hidden;
};

/* All formats; the first is the default. The array is static. */
const struct report_format *report_format_list(size_t *count);

/* The format of that name, or NULL. */
const struct report_format *report_format_find(const char *name);

#endif
