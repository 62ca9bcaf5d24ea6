/* What people decide about a mark, and what they note. Each is a row with who, why and when; nothing is changed or
 * deleted afterwards, and no grading touches it: a decision survives every regrade. */
#ifndef WORKBOOK_GRADEBOOK_DECIDE_H
#define WORKBOOK_GRADEBOOK_DECIDE_H

#include "gradebook/gradebook_read.h"

/* `override` is borrowed; its time is now. The student must be in the gradebook. */
bool gradebook_decide(struct gradebook *gradebook, const char *student,
                      const struct gradebook_override *override, struct error *err);

bool gradebook_add_note(struct gradebook *gradebook, const char *student, const char *who,
                        const char *words, struct error *err);

/* Takes a student as people name one: his id, login, e-mail, name, or the beginning of one of these when it is
 * the only one. The id, owned by the caller; NULL with a sentence that suggests somebody. */
char *gradebook_find_student(struct gradebook *gradebook, const char *word, struct error *err);

#endif
