/* The gradebook as text. Everything that students or platforms have named is made harmless for the terminal. */
#ifndef WORKBOOK_CLI_GRADEBOOK_TEXT_H
#define WORKBOOK_CLI_GRADEBOOK_TEXT_H

#include "cli/gradebook_desk.h"
#include "gradebook/class_stats.h"
#include "report/style.h"

/* "2026-11-20 23:59:00 +0100", in local time; "unknown" below 0. */
void gradebook_text_append_time(struct text *out, int64_t time_ms);

/* "12.5 of 16". */
void gradebook_text_append_score(struct text *out, const struct score *score);

struct gradebook_page {
    struct gradebook_desk *desk;
    struct report_style style;
    struct text *out;
    bool decided; /* a mark of the table is somebody's decision */
};

/* A line for each student. */
bool gradebook_text_write_class(struct gradebook_page *page, struct error *err);

/* The mark, its exercises, the attempts, decisions and notes. */
void gradebook_text_write_student(struct gradebook_page *page, const struct class_member *member);

/* Where every point comes from: verdicts with their keys, checks with their weights, lateness, earlier gradings. */
bool gradebook_text_write_trace(struct gradebook_page *page, const struct class_member *member,
                                struct error *err);

#endif
