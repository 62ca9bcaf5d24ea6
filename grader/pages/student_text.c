#include "base/utf8.h"
#include "pages/student_page.h"
#include "report/report_text.h"

#include <string.h>

void student_text_write(const struct student_page *page, struct text *out)
{
    static const struct report_style style = {.utf8 = true};
    utf8_append_printable(out, page->student, strlen(page->student), true);
    text_append(out, page->has_no_mark ? ": no mark\n" : "\n");
    for (size_t i = 0; i < page->remark_count; i++) {
        text_append(out, "  ");
        report_style_wrap(&style, out, 2, page->remarks[i]);
        text_append(out, "\n");
    }
    if (page->verdict->exercise_count > 0) {
        report_text_write(page->verdict, &style, out);
    }
}

void student_page_write(const struct student_page *page, const char *format, struct text *out)
{
    if (strcmp(format, "html") == 0) {
        student_html_write(page, out);
    } else if (strcmp(format, "markdown") == 0) {
        student_markdown_write(page, out);
    } else {
        student_text_write(page, out);
    }
}
