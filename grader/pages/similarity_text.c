#include <string.h>

#include "base/utf8.h"
#include "pages/similarity_page.h"

static void append(struct text *out, const char *string)
{
    utf8_append_printable(out, string, strlen(string), true);
}

static void write_pair(const struct similarity_section *section, const struct similarity_pair *pair,
                       struct text *out)
{
    text_format(out, "  %3u %%  ", pair->per_mille / 10);
    append(out, section->students[pair->left]);
    text_append(out, "  and  ");
    append(out, section->students[pair->right]);
    text_append(out, "\n");
    for (size_t i = 0; i < pair->region_count; i++) {
        const struct similarity_region *region = &pair->regions[i];
        text_format(out, "         lines %u\u2013%u and %u\u2013%u\n", region->left_first,
                    region->left_last, region->right_first, region->right_last);
    }
}

static void write_section(const struct similarity_section *section, struct text *out)
{
    append(out, section->exercise);
    text_format(out, ": %zu sources, %zu pair%s to look at\n", section->source_count,
                section->found->pair_count, section->found->pair_count == 1 ? "" : "s");
    for (size_t i = 0; i < section->found->pair_count; i++) {
        write_pair(section, &section->found->pairs[i], out);
    }
    if (section->found->too_short_count > 0) {
        text_format(out, "  %zu with too little of their own to compare\n",
                    section->found->too_short_count);
    }
    text_append(out, "\n");
}

void similarity_text_write(const struct similarity_section *sections, size_t count,
                           struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        write_section(&sections[i], out);
    }
    text_append(out,
                "A share is what two sources have in common, of the shorter one's own code. It "
                "says: look.\nIt does not say who wrote what, or why.\n");
}
