/* A gradebook in a folder of its own for each test, and verdicts to put into it. */
#ifndef WORKBOOK_TESTS_CLASS_FIXTURE_H
#define WORKBOOK_TESTS_CLASS_FIXTURE_H

#include "gradebook/gradebook.h"
#include "gradebook/policy.h"

enum {
    SECOND = 1000,
    MINUTE = 60 * SECOND,
    HOUR = 60 * MINUTE,
    DAY = 24 * HOUR
}; /* milliseconds */

#define CLASS_DEADLINE_MS INT64_C(1795215540000) /* 2026-11-20 22:59:00 Z */

extern char class_folder[64];
extern char *class_path; /* of the gradebook */
extern struct error class_err;

void class_make(void);
void class_remove(void);

struct gradebook *class_open(enum gradebook_access access);

/* With CLASS_DEADLINE_MS and these settings, from a file in the folder. */
void class_policy(struct policy *policy, const char *settings);

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
