/* What is wrong with an execution. */
#ifndef WORKBOOK_RACES_FINDING_H
#define WORKBOOK_RACES_FINDING_H

#include <stdint.h>

/* In the order in which they are told: what comes first explains the rest. */
enum finding_kind {
    FINDING_MISUSE, /* of a semaphore or the like; a pointer of another process */
    FINDING_RACE,   /* two accesses that nothing orders, one a write, one not atomic */
    FINDING_CRASH,
    FINDING_STUCK,   /* nobody can go on */
    FINDING_OUTCOME, /* all ended, and the harness's judge objects */
    FINDING_KINDS,
};

struct finding {
    enum finding_kind kind;
    unsigned first;  /* event; 0: none */
    unsigned second; /* the later event of a race; 0: none */
    uintptr_t first_address, second_address;
    char words[256];
};

#endif
