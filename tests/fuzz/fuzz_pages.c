/* The pages of reports: a student's words are text on them, and bring in no element, no attribute and no address. */
#include "fuzz.h"
#include "hostile_verdict.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "pages/similarity_page.h"
#include "pages/student_page.h"

#include <expat.h>
#include <string.h>

/* What would do something in a browser, were it a student's. Addresses lead to places within the page. */
static void see_element(void *unused, const XML_Char *name, const XML_Char **attributes)
{
    (void)unused;
    static const char *const active[] = {"script", "iframe", "object", "embed",
                                         "img",    "form",   "base",   "link"};
    for (size_t i = 0; i < sizeof active / sizeof active[0]; i++) {
        FUZZ_REQUIRE(strcmp(name, active[i]) != 0);
    }
    for (; attributes[0] != NULL; attributes += 2) {
        FUZZ_REQUIRE(strncmp(attributes[0], "on", 2) != 0 && strcmp(attributes[0], "src") != 0);
        FUZZ_REQUIRE(strcmp(attributes[0], "href") != 0 || attributes[1][0] == '#');
    }
}

static void require_page(const struct text *page)
{
    FUZZ_REQUIRE(fuzz_is_page(text_string(page)));
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetStartElementHandler(parser, see_element);
    FUZZ_REQUIRE(XML_Parse(parser, text_string(page), (int)page->length, 1) == XML_STATUS_OK);
    XML_ParserFree(parser);
}

static void require_student(struct pieces *pieces)
{
    AUTO_VERDICT struct verdict *verdict = hostile_verdict_create(pieces);
    AUTO_FREE char *student = pieces_next(pieces);
    AUTO_FREE char *source = pieces_next(pieces);
    AUTO_FREE char *remark = pieces_next(pieces);
    const char *const sources[] = {source};
    const char *const remarks[] = {remark};
    const struct student_page page = {.student = student,
                                      .verdict = verdict,
                                      .sources = sources,
                                      .remarks = remarks,
                                      .remark_count = 1};
    AUTO_TEXT struct text out = {0};
    student_page_write(&page, "html", &out);
    require_page(&out);
    text_clear(&out);
    student_page_write(&page, "markdown", &out);
    FUZZ_REQUIRE(fuzz_is_page(text_string(&out)));
    text_clear(&out);
    student_page_write(&page, "text", &out);
    FUZZ_REQUIRE(fuzz_is_printable(text_string(&out)));
}

static void require_pair(struct pieces *pieces)
{
    AUTO_FREE char *student = pieces_next(pieces);
    AUTO_FREE char *one = pieces_next(pieces);
    AUTO_FREE char *other = pieces_next(pieces);
    const char *const students[] = {student, student};
    const char *const sources[] = {one, other};
    const struct similarity_request request = {.sources = sources, .source_count = 2};
    AUTO_SIMILARITY struct similarity found = {0};
    similarity_find(&found, &request);
    const struct similarity_section section = {.exercise = "01-fuzzed",
                                               .students = students,
                                               .sources = sources,
                                               .source_count = 2,
                                               .found = &found};
    AUTO_TEXT struct text out = {0};
    similarity_html_write(&section, 1, &out);
    require_page(&out);
    text_clear(&out);
    similarity_text_write(&section, 1, &out);
    FUZZ_REQUIRE(fuzz_is_page(text_string(&out)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    AUTO_FREE char *copy = fuzz_string(bytes, length);
    struct pieces pieces = {copy, length, 0};
    require_student(&pieces);
    require_pair(&pieces);
    return 0;
}
