/* A gradebook in a folder of its own for each test, and verdicts to put into it. */
#ifndef WORKBOOK_TESTS_CLASS_FIXTURE_H
#define WORKBOOK_TESTS_CLASS_FIXTURE_H

#include "gradebook/gradebook.h"

extern char class_folder[64];
extern char *class_path; /* of the gradebook */
extern struct error class_err;

void class_make(void);
void class_remove(void);

struct gradebook *class_open(enum gradebook_access access);

/* 64 times the letter. */
const char *class_hash(char letter);

/* A verdict on "first" (checks a b c, weights 1 2 3, 6 points, c by Valgrind) and "second" (checks x y, weights 1 1, 10 points), owned
 * by the caller: what each check came to, as letters: p pass, f fail, s skip; "ppf" "ps"; "-" for a missing
 * exercise, "!" for one that the grader could not judge. */
char *class_verdict(const char *first, const char *second);

/* Records `student` with a content and a key of one letter each; json NULL: as known. */
void class_record(struct gradebook *gradebook, const char *student, char content, char key,
                  int64_t submitted_ms, const char *json);

#endif
