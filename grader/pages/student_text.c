#include "base/utf8.h"
#include "pages/student_page.h"
#include "report/report_text.h"

#include <string.h>

void student_text_write(const struct student_page *page, struct text *out)
{
    static const struct report_style style = {.utf8 = true};
    utf8_append_printable(out, page->student, strlen(page->student), true);
    text_append(out, "\n");
    report_text_write(page->verdict, &style, out);
}
