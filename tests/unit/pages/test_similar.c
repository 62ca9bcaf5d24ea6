#include "pages/similarity_page.h"
#include "parsed_page.h"

#include <criterion/criterion.h>
#include <string.h>

#define BODY                                                                                       \
    "int f(int a)\n{\n    for (;;) {\n        shmget(a, 1, 2);\n        shmat(a + 3, 4, 5);\n"     \
    "        shmdt(a - 6);\n        semop(a, 7);\n        close(a * 8);\n        open(a, 9);\n"    \
    "        read(a, a, a);\n        write(a ? 10 : a);\n        fork();\n    }\n}\n"

static const char *const students[] = {"Ada", HOSTILE, "Cem"};
static const char *const sources[] = {BODY, "/* " HOSTILE " */\n" BODY, "int a;"};

static void find(struct similarity *found, struct similarity_section *section)
{
    const struct similarity_request request = {.sources = sources, .source_count = 3};
    similarity_find(found, &request);
    *section = (struct similarity_section){.exercise = "03-attach-detach",
                                           .students = students,
                                           .sources = sources,
                                           .source_count = 3,
                                           .found = found};
}

Test(similarity_page, html)
{
    AUTO_SIMILARITY struct similarity found;
    struct similarity_section section;
    find(&found, &section);
    AUTO_TEXT struct text out = {0};
    similarity_html_write(&section, 1, &out);
    AUTO(parsed_page_finish) struct parsed_page page;
    page_parse(&page, &out);
    cr_assert_str_eq(text_string(&page.headings), "1 Sources that look alike\n2 03-attach-detach\n"
                                                  "3 Ada and " HOSTILE_SHOWN ": 100 %\n");
    page_expect(&page, "3 sources, 1 pair to look at; 1 with too little of their own to compare.");
    page_expect(&page, "lines 1–14 and 2–15");
    page_expect(&page, "It says: look.");
    cr_assert_not_null(strstr(text_string(&out), "<tr class=\"same\"><td class=\"line\">14</td>"
                                                 "<td class=\"line\">#1</td>"));
}

Test(similarity_page, text)
{
    AUTO_SIMILARITY struct similarity found;
    struct similarity_section section;
    find(&found, &section);
    AUTO_TEXT struct text out = {0};
    similarity_text_write(&section, 1, &out);
    cr_assert_not_null(strstr(text_string(&out), "  100 %  Ada  and  <script>"));
    cr_assert_not_null(strstr(text_string(&out), "lines 1–14 and 2–15\n"));
    cr_assert_null(strchr(text_string(&out), '\033'));
}
