/* What Valgrind found in a learner's file, each fault once: in the reports of several processes the same lines are
 * met again and again. */
#ifndef WORKBOOK_STAGE_MEMORY_FINDINGS_H
#define WORKBOOK_STAGE_MEMORY_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

/* Its strings are owned. */
struct memory_finding {
    char *message;       /* "Invalid write of size 1, in strcpy" */
    size_t fault_length; /* of what stands before the colon in it; set by memory_findings_add */
    /* Of the first frame in the student's object, without folders; NULL: it has none there, as when a thread
     * was started in a function of the library's. */
    char *file;
    char *function;
    unsigned line; /* 0 when unknown */
    bool leak;     /* heap memory that was lost */
};

/* Nobody repairs more than so many, and who forges reports can put a million into them. */
enum { MEMORY_FINDINGS_MAX = 500 };

struct memory_findings {
    struct memory_finding *items; /* no two alike */
    size_t count;                 /* at most MEMORY_FINDINGS_MAX; of more the first ones stay */
};

/* Takes the finding over, and frees it when it is known (the same fault at the same line, whatever the sizes in its
 * message) or one too many. The finding is empty afterwards. */
void memory_findings_add(struct memory_findings *findings, struct memory_finding *finding);

/* The same for all of the others, which are none afterwards. */
void memory_findings_move(struct memory_findings *findings, struct memory_findings *others);

void memory_finding_finish(struct memory_finding *finding);
void memory_findings_finish(struct memory_findings *findings);

#endif
