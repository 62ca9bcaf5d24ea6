/* Files that only have the name of a C source: documents, archives, programs, text in another encoding. */
#ifndef WORKBOOK_STAGE_SOURCE_KIND_H
#define WORKBOOK_STAGE_SOURCE_KIND_H

#include <stddef.h>

/* "it is a PDF; hand in …": what it is and what to do instead. NULL when it may be a C source. Judges by what such files
 * begin with, which no C source does, and by NUL bytes. */
const char *source_kind_explain(const char *bytes, size_t length);

#endif
