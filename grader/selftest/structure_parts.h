/* The parts of structure.c, one file each. Private to the structure. */
#ifndef WORKBOOK_SELFTEST_STRUCTURE_PARTS_H
#define WORKBOOK_SELFTEST_STRUCTURE_PARTS_H

#include <stddef.h>

#include "selftest/structure.h"

/* An examination under way; borrows everything. */
struct examination {
    const char *root;
    const struct bank *bank;
    struct structure *structure;
};

/* What is wrong, and what an author has not come to yet. Line 0: the file as a whole. `file` is below
 * the root. */
void structure_fault(const struct examination *examination, const char *file, unsigned line,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));
void structure_unfinished(const struct examination *examination, const char *file, unsigned line,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));
/* What may be as it should, and only a person can tell. */
void structure_remark(const struct examination *examination, const char *file, unsigned line,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A fault that a reader has found in `file`: "FILE:LINE: sentence", its place taken out. */
void structure_unreadable(const struct examination *examination, const char *file,
                          const char *sentence);

/* The text of a file below the root, owned by the caller; NULL when it cannot be read, which is a fault
 * that has been reported then. */
char *structure_read(const struct examination *examination, const char *file);

/* The line that `at` is on, counted from 1. */
unsigned structure_line(const char *text, const char *at);

/* structure_files.c: what must be there, how many, and the stub. */
void structure_examine_files(const struct examination *examination);
/* structure_contract.c: contract.cfg against the header. */
void structure_examine_contract(const struct examination *examination);
/* structure_checks.c: the manifest against the hidden tests. */
void structure_examine_checks(const struct examination *examination);
/* structure_lesson.c: the links and the checks in README.md. */
void structure_examine_lesson(const struct examination *examination);
/* structure_explain.c: the pages of `grader explain`, one for each check. */
void structure_examine_explanations(const struct examination *examination);
/* structure_todo.c: what the author meant to write. */
void structure_examine_todos(const struct examination *examination);

#endif
