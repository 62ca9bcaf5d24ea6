/* The policy: how verdicts become marks. One file in libconfig's syntax that says of itself what each setting does
 * (policy_template); every setting may be left out.
 *
 * A policy owns its strings and arrays. It names exercises and checks; policy_agrees() finds the names that the
 * workbook does not have. Times are milliseconds since 1970, UTC.
 */
#ifndef WORKBOOK_GRADEBOOK_POLICY_H
#define WORKBOOK_GRADEBOOK_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "model/catalogue.h"

/* What makes the mark of a student who handed in more than once. */
enum policy_counts {
    POLICY_BEST,         /* the attempt that is worth most */
    POLICY_LAST,         /* the newest */
    POLICY_BEST_OF_EACH, /* for each exercise the attempt that is worth most */
};

struct policy_check {
    char *id;
    int64_t weight; /* POLICY_AS_IS, or what takes the place of the workbook's */
    bool extra;     /* earned on top: who misses it loses nothing */
    bool hidden;    /* from students */
};

enum { POLICY_AS_IS = -1 };

struct policy_exercise {
    char *name; /* "attach-detach" */
    /* points: POLICY_AS_IS, or what takes the place of the workbook's; 0 leaves it out */
    int64_t weight;
    bool extra;
    struct policy_check *checks;
    size_t check_count;
};

struct policy_extension {
    char *student; /* id */
    int64_t more_ms;
};

struct policy {
    bool has_deadline;
    int64_t deadline_ms;
    int64_t grace_ms;           /* as late as this is on time */
    unsigned late_percent;      /* off what was earned, for every period begun since the deadline */
    int64_t late_every_ms;      /* the period; above 0 */
    unsigned late_most_percent; /* never more than this */
    int64_t closed_after_ms;    /* later than this does not count; 0: never closed */
    enum policy_counts counts;
    unsigned graded_attempts; /* only the first so many count; 0: all */
    bool missing_is_zero;     /* nothing handed in is 0 points; else it has no mark */
    unsigned points;          /* what everything together is worth; 0: the sum of the weights */
    unsigned most_percent;    /* of that; extra credit brings nobody above it */
    bool hide_checks;         /* from students: all of them */
    bool only_listed;         /* exercises that are not listed do not count */
    struct policy_exercise *exercises;
    size_t exercise_count;
    struct policy_extension *extensions;
    size_t extension_count;
};

#define AUTO_POLICY AUTO(policy_finish)

/* Nothing is late, the best attempt counts, and weights are as in the workbook. */
void policy_make_default(struct policy *policy);
void policy_finish(struct policy *policy);

/* A fault is one sentence with file and line. */
bool policy_load(const char *path, struct policy *policy, struct error *err);

/* The same of text that is in memory; `name` stands for the file. */
bool policy_parse(const char *name, const char *text, struct policy *policy, struct error *err);

/* Does the workbook have every exercise and check that the policy names, and is there something to earn? */
bool policy_agrees(const struct policy *policy, const struct catalogue *catalogue,
                   struct error *err);

/* Both: a policy for this workbook, or a sentence that names the file. */
bool policy_load_for(const char *path, const struct catalogue *catalogue, struct policy *policy,
                     struct error *err);

/* A policy file with every setting at its default and explained. Static. */
const char *policy_template(void);

/* NULL: the policy does not speak of it. Borrowed. */
const struct policy_exercise *policy_find_exercise(const struct policy *policy, const char *name);
const struct policy_check *policy_find_check(const struct policy_exercise *exercise,
                                             const char *id); /* exercise may be NULL */

/* May a student be told of this check by name? */
bool policy_shows_check(const struct policy *policy, const char *exercise, const char *id);

/* The deadline for this student: the common one and his extensions. Only with has_deadline. */
int64_t policy_deadline_ms(const struct policy *policy, const char *student);

/* "2026-11-20 23:59:00 +0100" or "2026-11-20 23:59 Z"; the zone must be there. */
bool policy_parse_time(const char *text, int64_t *time_ms);

#endif
