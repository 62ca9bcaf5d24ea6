#include "parsed_page.h"

#include "base/memory.h"

#include <criterion/criterion.h>
#include <expat.h>
#include <stdbool.h>
#include <string.h>

struct words {
    char **items;
    size_t count;
};

struct reading {
    struct parsed_page *page;
    struct words ids;
    struct words links;
    unsigned heading; /* level of the open one; 0: none */
    unsigned last_heading;
    bool in_style;
};

static bool is_one_of(const char *list, const char *name)
{
    AUTO_FREE char *word = memory_format(" %s ", name);
    return strstr(list, word) != NULL;
}

static bool has(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static void add(struct words *words, const char *word)
{
    *memory_append(&words->items, &words->count) = memory_copy_string(word);
}

static const char elements[] =
    " html head meta title style body main section h1 h2 h3 p strong span a table caption thead "
    "tbody "
    "tr th td dl dt dd div br ul ol li code svg desc g rect text defs pattern path circle ";
static const char attributes[] =
    " lang charset http-equiv content name id class href scope aria-hidden aria-labelledby role "
    "width height viewBox x y fill stroke text-anchor style patternUnits d cx cy r ";

static void see_attribute(struct reading *reading, const char *name, const char *value)
{
    cr_assert(is_one_of(attributes, name), "attribute %s", name);
    if (strcmp(name, "id") == 0) {
        cr_assert_not(has(&reading->ids, value), "id %s twice", value);
        add(&reading->ids, value);
    } else if (strcmp(name, "href") == 0) {
        cr_assert_eq(value[0], '#', "%s", value);
        add(&reading->links, value + 1);
    } else if (strcmp(name, "style") == 0) {
        cr_assert_eq(strncmp(value, "fill:#", 6), 0, "%s", value);
    }
}

static void begin_heading(struct reading *reading, unsigned level)
{
    cr_assert_leq(level, reading->last_heading + 1, "heading %u after %u", level,
                  reading->last_heading);
    reading->heading = level;
    reading->last_heading = level;
    text_format(&reading->page->headings, "%u ", level);
}

static void XMLCALL begin(void *context, const XML_Char *name, const XML_Char **pairs)
{
    struct reading *reading = context;
    cr_assert(is_one_of(elements, name), "element %s", name);
    reading->page->elements++;
    reading->in_style = strcmp(name, "style") == 0;
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        see_attribute(reading, pairs[i], pairs[i + 1]);
    }
    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '3') {
        begin_heading(reading, (unsigned)(name[1] - '0'));
    }
}

static void XMLCALL end(void *context, const XML_Char *name)
{
    struct reading *reading = context;
    reading->in_style = false;
    if (reading->heading > 0 && name[0] == 'h' && strlen(name) == 2) {
        text_append(&reading->page->headings, "\n");
        reading->heading = 0;
    }
}

static void XMLCALL see_text(void *context, const XML_Char *bytes, int length)
{
    struct reading *reading = context;
    if (!reading->in_style) {
        text_append_bytes(&reading->page->content, bytes, (size_t)length);
    }
    if (reading->heading > 0) {
        text_append_bytes(&reading->page->headings, bytes, (size_t)length);
    }
}

static void words_finish(struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->items[i]);
    }
    free(words->items);
}

void page_parse(struct parsed_page *page, const struct text *html)
{
    *page = (struct parsed_page){0};
    struct reading reading = {.page = page};
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &reading);
    XML_SetElementHandler(parser, begin, end);
    XML_SetCharacterDataHandler(parser, see_text);
    bool whole = XML_Parse(parser, html->bytes, (int)html->length, 1) == XML_STATUS_OK;
    cr_assert(whole, "line %lu: %s", XML_GetCurrentLineNumber(parser),
              XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    for (size_t i = 0; i < reading.links.count; i++) {
        cr_assert(has(&reading.ids, reading.links.items[i]), "#%s leads nowhere",
                  reading.links.items[i]);
    }
    words_finish(&reading.ids);
    words_finish(&reading.links);
}

void parsed_page_finish(struct parsed_page *page)
{
    text_finish(&page->content);
    text_finish(&page->headings);
}

void page_expect(const struct parsed_page *page, const char *words)
{
    cr_assert_not_null(strstr(text_string(&page->content), words), "no '%s' in:\n%s", words,
                       text_string(&page->content));
}
