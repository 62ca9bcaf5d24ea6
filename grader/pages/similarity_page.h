/* Pairs of sources that look alike, side by side: for somebody who looks, and decides nothing by itself. */
#ifndef WORKBOOK_PAGES_SIMILARITY_PAGE_H
#define WORKBOOK_PAGES_SIMILARITY_PAGE_H

#include "base/text.h"
#include "similarity/similarity.h"

/* One exercise of a class. */
struct similarity_section {
    const char *exercise;        /* "03-attach-detach" */
    const char *const *students; /* one for each source */
    const char *const *sources;
    size_t source_count;
    const struct similarity *found;
};

void similarity_html_write(const struct similarity_section *sections, size_t count,
                           struct text *out);
void similarity_text_write(const struct similarity_section *sections, size_t count,
                           struct text *out);

#endif
