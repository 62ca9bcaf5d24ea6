#include <stdbool.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "pages/html.h"
#include "pages/similarity_page.h"

static const char about[] =
    "<p>A share is what two sources have in common, of the shorter one's own code: without what "
    "everybody was given, and without what many in the class wrote. Names, numbers, comments and "
    "the order of functions do not matter. It says: look. It does not say who wrote what, or why; "
    "two who solve a small exercise as its lesson suggests write much the same.</p>\n";

/* Which side of a region. */
struct side {
    unsigned first, last;
};

static struct side side_of(const struct similarity_region *region, bool right)
{
    return right ? (struct side){region->right_first, region->right_last}
                 : (struct side){region->left_first, region->left_last};
}

/* The number (from 1) of the region that the line is in; 0: none. */
static size_t region_of(const struct similarity_pair *pair, bool right, unsigned line)
{
    for (size_t i = 0; i < pair->region_count; i++) {
        struct side side = side_of(&pair->regions[i], right);
        if (line >= side.first && line <= side.last) {
            return i + 1;
        }
    }
    return 0;
}

static void write_line(struct text *out, const char *line, unsigned number, size_t region)
{
    text_format(out, "<tr%s><td class=\"line\">%u</td><td class=\"line\">",
                region > 0 ? " class=\"same\"" : "", number);
    if (region > 0) {
        text_format(out, "#%zu", region);
    }
    text_append(out, "</td><td class=\"code\">");
    html_append_lines(out, line);
    text_append(out, "</td></tr>\n");
}

static void write_source(const struct similarity_section *section,
                         const struct similarity_pair *pair, bool right, struct text *out)
{
    size_t index = right ? pair->right : pair->left;
    text_append(out, "<div><table class=\"source\"><caption>");
    html_append(out, section->students[index]);
    text_append(out, "</caption>\n<tbody>\n");
    unsigned number = 1;
    for (const char *at = section->sources[index]; *at != '\0'; number++) {
        size_t length = strcspn(at, "\n");
        AUTO_FREE char *line = memory_copy_bytes(at, length);
        write_line(out, line, number, region_of(pair, right, number));
        at += length + (at[length] == '\n');
    }
    text_append(out, "</tbody></table></div>\n");
}

static void write_pair(const struct similarity_section *section, const struct similarity_pair *pair,
                       struct text *out)
{
    text_append(out, "<h3>");
    html_append(out, section->students[pair->left]);
    text_append(out, " and ");
    html_append(out, section->students[pair->right]);
    text_format(out, ": %u %%</h3>\n<ol>\n", pair->per_mille / 10);
    for (size_t i = 0; i < pair->region_count; i++) {
        const struct similarity_region *region = &pair->regions[i];
        text_format(out, "<li>lines %u\u2013%u and %u\u2013%u</li>\n", region->left_first,
                    region->left_last, region->right_first, region->right_last);
    }
    text_append(out, "</ol>\n<div class=\"sides\">\n");
    write_source(section, pair, false, out);
    write_source(section, pair, true, out);
    text_append(out, "</div>\n");
}

static void write_section(const struct similarity_section *section, struct text *out)
{
    html_append_element(out, "h2", section->exercise);
    text_format(out, "<p>%zu sources, %zu pair%s to look at", section->source_count,
                section->found->pair_count, section->found->pair_count == 1 ? "" : "s");
    if (section->found->too_short_count > 0) {
        text_format(out, "; %zu with too little of their own to compare",
                    section->found->too_short_count);
    }
    text_append(out, ".</p>\n");
    for (size_t i = 0; i < section->found->pair_count; i++) {
        write_pair(section, &section->found->pairs[i], out);
    }
}

void similarity_html_write(const struct similarity_section *sections, size_t count,
                           struct text *out)
{
    html_begin(out, "Sources that look alike");
    text_append(out, about);
    for (size_t i = 0; i < count; i++) {
        write_section(&sections[i], out);
    }
    html_end(out);
}
