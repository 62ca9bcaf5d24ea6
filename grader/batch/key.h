/* The key of a verdict: a hash over everything that it depends on, so that what was graded once is not graded again
 * until something changed. That is, for each exercise: the source, the hidden tests' program, the races checker, the
 * manifest with its limits and weights, the given header; and the grader itself, byte by byte, with its programs beside
 * the student's, compiler, Valgrind, sandbox, --fast and the seed. So two builds of the grader never share a verdict. The
 * kernel is left out: a reboot is no reason to grade a class again. */
#ifndef WORKBOOK_BATCH_KEY_H
#define WORKBOOK_BATCH_KEY_H

#include "base/text.h"
#include "model/digest.h"
#include "model/grade_request.h"

/* What is the same for all submissions. */
struct key_base {
    char digits[DIGEST_LENGTH + 1];
};

/* Reads the programs and manifests; `facts` has the environment. */
bool key_base_make(const struct grade_request *request, const struct verdict *facts,
                   struct key_base *base, struct error *err);

/* Of these sources, one for each exercise of the request: `content` is a hash over them alone. */
void key_make(const struct key_base *base, const struct grade_request *request,
              const struct grade_source *sources, char content[DIGEST_LENGTH + 1],
              char key[DIGEST_LENGTH + 1]);

#endif
