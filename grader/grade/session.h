/* What lasts from one grading to the next in a program that grades again and again (grader watch): what
 * the machine can do, and rooms that stand ready, so that a grading begins with the compiler at once and
 * ends soon after it. Nothing of a student's is kept.
 *
 *     struct grade_session *session;
 *     grade_session_create(&request, &session, err)
 *     request.session = session;
 *     grade_session_prepare(session, &request);     the learner is reading or typing
 *     grade_run(&request, &verdict, err)            again and again; makes ready for the next itself
 *     grade_session_destroy(session);
 */
#ifndef WORKBOOK_GRADE_SESSION_H
#define WORKBOOK_GRADE_SESSION_H

#include "model/grade_request.h"
#include "stage/machine.h"

/* Looks at the machine for requests like this one: its layout, its sandbox policy, whether --fast. The
 * layout is borrowed for the life of the session. False as grade_run would be. */
bool grade_session_create(const struct grade_request *request, struct grade_session **session,
                          struct error *err);

/* One in which nothing ever stands ready: for many gradings at the same time, which leave no processor to
 * make it. What it saves them is the look at the machine. */
bool grade_session_create_plain(const struct grade_request *request, struct grade_session **session,
                                struct error *err);

/* What was found: of the sandbox and the tools, as in the environment part of a verdict. Borrowed. */
const struct machine *grade_session_machine(const struct grade_session *session);
const struct verdict *grade_session_facts(const struct grade_session *session);

/* A request like this one is expected soon. Returns at once; its manifests are borrowed until the next
 * call with others, or the end. In reduced mode nothing stands ready. */
void grade_session_prepare(struct grade_session *session, const struct grade_request *request);

/* No grading of it may be under way. Accepts NULL. */
void grade_session_destroy(struct grade_session *session);

/* Both as data, for who is not linked with them. */
extern const struct grade_sessions grade_sessions;

#endif
