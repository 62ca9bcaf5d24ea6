/* What one student reads about his work: the verdict, with his source beside the findings at their lines. */
#ifndef WORKBOOK_PAGES_STUDENT_PAGE_H
#define WORKBOOK_PAGES_STUDENT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/verdict.h"
#include "pages/findings.h"

struct student_page {
    const char *student;
    const struct verdict *verdict;
    const char *const *sources; /* one for each exercise of the verdict; NULL: not at hand */
    bool has_no_mark;           /* whatever points the verdict has */
    const char *const *remarks; /* sentences about the mark: lateness, decisions */
    size_t remark_count;
};

/* "html", "markdown" or "text". */
void student_page_write(const struct student_page *page, const char *format, struct text *out);

void student_html_write(const struct student_page *page, struct text *out);
void student_markdown_write(const struct student_page *page, struct text *out); /* CommonMark */
void student_text_write(const struct student_page *page, struct text *out); /* 80 columns, UTF-8 */

/* Part of the HTML page: the source as a table, each finding below its line. The rows' ids are "eNN-lLINE". */
void student_source_write(const struct exercise_verdict *exercise, const struct findings *findings,
                          const char *source, struct text *out);
/* Parts of the HTML page: a schedule as a table with a column for each process, and memory orders. */
void student_schedule_write(const struct schedule *schedule, struct text *out);
void student_weakest_write(const struct weakest_orders *weakest, struct text *out);

#endif
