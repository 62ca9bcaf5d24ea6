/* The comment at the head of a mutant:
 *
 *     / * mutant: opens with O_TRUNC, so a second opener wipes the board
 *       * caught-by: behaviour/open-keeps-content
 *       * why: learners copy the flags of fopen "w" * /
 */
#ifndef WORKBOOK_SELFTEST_BANK_HEADER_H
#define WORKBOOK_SELFTEST_BANK_HEADER_H

#include "selftest/bank.h"

/* Sets stage and check, or header_fault, from the text of the file. */
void bank_header_read(struct bank_source *source, const struct manifest *manifest,
                      const char *text);

#endif
