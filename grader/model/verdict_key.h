/* The key of a verdict: one hash over all that it depends on. Two gradings of one key would find the same, so the
 * second one need not be made.
 *
 *     ground   the grader and its helpers, the hidden test programs, manifests (limits, weights) and headers of the
 *              exercises asked for, the compiler, the linker, Valgrind and the C library, and what the request asks
 *              for: seed, --fast, sandbox
 *     key      the ground and the submission's files
 *
 * Tools are told apart by where they are, their size and the time of their making, which a package brings with it:
 * no program is started to ask for its version.
 */
#ifndef WORKBOOK_MODEL_VERDICT_KEY_H
#define WORKBOOK_MODEL_VERDICT_KEY_H

#include "model/digest.h"
#include "model/grade_request.h"

/* Once for many submissions. */
bool verdict_key_ground(const struct grade_request *request, char ground[DIGEST_LENGTH + 1],
                        struct error *err);

void verdict_key_make(const char *ground, const char *content_sha256, char key[DIGEST_LENGTH + 1]);

#endif
