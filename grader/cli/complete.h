/* What may stand where the learner has pressed Tab. */
#ifndef WORKBOOK_CLI_COMPLETE_H
#define WORKBOOK_CLI_COMPLETE_H

#include "base/text.h"
#include "model/catalogue.h"

/* `words` are those behind `grader`; the last one is being typed, and may be empty. Appends what it
 * may become, one candidate a line, a tab and a description behind it. Nothing when that is a file,
 * or anything. A shell that breaks words at "=" (bash) may hand it over as a word of its own.
 * `catalogue` may be NULL: then exercises and checks are not known. */
void complete_words(const struct catalogue *catalogue, const char *const *words, size_t count,
                    struct text *out);

#endif
