/* What a learner reads first about each mutant, stored so that a change of it is seen in review.
 *
 *     tests/exercises/NN-name/messages/MUTANT.txt      for mutants/MUTANT.c
 *
 * The first line is what failed first (STAGE/CHECK: status), the rest is the text report's own words
 * about it, without colour and 80 columns wide. How holes are written, for what differs from run to
 * run by its nature: selftest/golden.h.
 */
#ifndef WORKBOOK_SELFTEST_MESSAGES_H
#define WORKBOOK_SELFTEST_MESSAGES_H

#include "base/error.h"
#include "model/verdict.h"
#include "selftest/bank.h"

#include <stdbool.h>
#include <stddef.h>

enum message_state {
    MESSAGE_NOT_ASKED, /* no mutant, not graded, or not caught: its words are about something else */
    MESSAGE_NOT_COMPARED, /* the sandbox is not full: keys and numbers are those of the machine */
    MESSAGE_KEPT,         /* as stored */
    MESSAGE_ACCEPTED,     /* was not, and is now */
    MESSAGE_BROKEN,       /* another one is stored, or none */
};

const char *
message_state_name(enum message_state state); /* "skip" (both), "kept", "accepted", "broken" */

struct message {
    enum message_state state;
    char *first;  /* what failed first, "behaviour/begins" or "build"; NULL: nothing; owned */
    char *reason; /* why it is broken; else NULL; owned */
};

/* Where the messages of one exercise are stored, and whether that may be changed. Borrows. */
struct message_store {
    const char *root; /* of the workbook */
    const struct manifest *manifest;
    bool accept; /* store what is got where it is not as stored */
};

/* Notes what failed first of any source (the only exercise of its verdict), and holds the words about a mutant that kept its promise
 * against those stored. False when a file cannot be read or written. */
bool message_judge(struct message *message, const struct message_store *store,
                   const struct bank_source *source, bool kept, const struct verdict *verdict,
                   struct error *err);
void message_finish(struct message *message);

/* Stored messages of mutants that are not there: their file names, owned by the caller. With
 * `accept` they are removed, and none is named. */
bool messages_find_orphans(const struct message_store *store, const struct bank *bank,
                           char ***orphans, size_t *count, struct error *err);

#endif
