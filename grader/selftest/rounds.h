/* The rounds of a selftest. Private to the selftest. */
#ifndef WORKBOOK_SELFTEST_ROUNDS_H
#define WORKBOOK_SELFTEST_ROUNDS_H

#include "selftest/selftest.h"

/* Grades all that was asked for, in as many rounds as were asked for; fills in promises, messages,
 * durations, rounds and flips. False when the load cannot be made. */
bool rounds_run(const struct selftest_request *request, struct selftest *selftest,
                struct error *err);

/* Where the messages of an exercise are stored. */
struct message_store selftest_message_store(const struct selftest_request *request,
                                            const struct selftest_exercise *exercise);

#endif
