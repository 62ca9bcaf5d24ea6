/* What a reply is expected to be, and the words for one that is not. */
#include "examiner/actor_private.h"
#include "examiner/check.h"
#include "examiner/errno_name.h"
#include "examiner/limits.h"
#include "examiner/session.h"

#include <stdio.h>
#include <string.h>

/* How a failure looks for the function's type: "-1", "NULL", "0". */
static const char *failure_of(const struct function *function)
{
    return function->returns == RETURNS_POINTER ? "NULL"
           : function->returns == RETURNS_SIZE  ? "0"
                                                : "-1";
}

/* Writes what the reply was. True when it failed at a limit, which the words are about. */
static bool describe(const struct reply *reply, char *text, size_t room, struct limit_words *words)
{
    bool limited = false;
    if (reply->failed && reply->error == 0) {
        snprintf(text, room, "%s returned %s and did not set errno", reply->function->name,
                 failure_of(reply->function));
    } else if (reply->failed) {
        limited =
            limits_explain_error(reply->actor->pid, reply->error, &reply->actor->refusal, words);
        snprintf(text, room, "%s returned %s with errno %s (%s)%s%s", reply->function->name,
                 failure_of(reply->function), errno_name(reply->error), strerror(reply->error),
                 limited ? "; " : "", limited ? words->text : "");
    } else if (reply->function->returns == RETURNS_POINTER) {
        snprintf(text, room, "%s succeeded: it returned an address", reply->function->name);
    } else if (reply->function->returns == RETURNS_KEY) {
        /* Device and inode numbers, and so keys, differ from run to run. */
        snprintf(text, room, "%s succeeded: it returned a key", reply->function->name);
    } else {
        snprintf(text, room, "%s returned %lld", reply->function->name, (long long)reply->value);
    }
    return limited;
}

/* The line that the C library refused something, as the process says; else the function's own. */
static struct wire_reply place_of_refusal(const struct reply *reply)
{
    const struct wire_refusal *refusal = &reply->actor->refusal;
    struct wire_reply place = {0};
    if (limits_refusal_explains(refusal, reply->error) && refusal->offset != 0) {
        place.frames[place.frame_count++] = refusal->offset;
    }
    return place;
}

/* The call whose reply it is may not be the last that came back. Who comes to a limit looks at that first. */
_Noreturn static void fail(const struct reply *reply, const char *look, const char *expected)
{
    char observed[320];
    struct limit_words words;
    check_look_at_function(reply->function);
    if (describe(reply, observed, sizeof observed, &words)) {
        struct wire_reply place = place_of_refusal(reply);
        session_end(FINDING_FAIL, &place, words.look, expected, observed);
    }
    check_fail(look, expected, "%s", observed);
}

void expect_success(const struct reply *reply, const char *look)
{
    if (reply->failed) {
        fail(reply, look, "success");
    }
}

void expect_failure(const struct reply *reply, int error, const char *look)
{
    expect_one_of_failures(reply, error, error, look);
}

void expect_one_of_failures(const struct reply *reply, int error, int or_error, const char *look)
{
    if (reply->failed && (reply->error == error || reply->error == or_error)) {
        return;
    }
    char expected[256];
    size_t used = (size_t)snprintf(expected, sizeof expected, "%s with errno %s (%s)",
                                   failure_of(reply->function), errno_name(error), strerror(error));
    if (or_error != error) {
        snprintf(expected + used, sizeof expected - used, " or %s", errno_name(or_error));
    }
    fail(reply, look, expected);
}

void expect_value(const struct reply *reply, int64_t value, const char *look)
{
    if (reply->value != value) {
        char expected[64];
        snprintf(expected, sizeof expected, "the value %lld", (long long)value);
        fail(reply, look, expected);
    }
}
