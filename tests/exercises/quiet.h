/* Whether the student's code prints. For its process standard output and error lead to two files
 * below /tmp from quiet_begin on; expect_quiet looks at them, after what is buffered has been
 * flushed. */
#ifndef QUIET_H
#define QUIET_H

#include "examiner/actor.h"
#include "examiner/check.h"
#include "examiner/kernel.h"

#include <sys/stat.h>
#include <unistd.h>

static inline void quiet_redirect(struct actor *actor, int descriptor, const char *file)
{
    static const struct function creat_call = {"creat", RETURNS_INT, LEAVES_ANYTHING};
    static const struct function dup2_call = {"dup2", RETURNS_INT, LEAVES_STATE};
    static const struct function close_call = {"close", RETURNS_INT, LEAVES_ANYTHING};
    struct reply made = actor_call(actor, &creat_call, TEXT(kernel_path_inside(file)), MODE(0600));
    expect_success(&made, "creat(2)");
    actor_call(actor, &dup2_call, INT(made.value), INT(descriptor));
    actor_call(actor, &close_call, INT(made.value));
}

/* Forgets the calls made until now: set the situation afterwards. */
static inline void quiet_begin(struct actor *actor)
{
    quiet_redirect(actor, STDOUT_FILENO, "printed");
    quiet_redirect(actor, STDERR_FILENO, "complained");
}

static inline void expect_unwritten(const struct function *function, const char *file,
                                    const char *stream)
{
    struct stat status;
    if (stat(kernel_path_here(file), &status) != 0 || status.st_size != 0) {
        check_situation("We called %s, and then fflush(NULL) for what it may have buffered.",
                        function->name);
        check_fail("the header: \"Nothing is printed\"; the caller has the result, and errno",
                   "nothing to be printed, whether the call succeeds or fails",
                   "%s wrote something to %s", function->name, stream);
    }
}

/* After each call: ends the check when it has printed. */
static inline void expect_quiet(const struct reply *reply)
{
    static const struct function flush_call = {"fflush", RETURNS_INT, LEAVES_ANYTHING};
    actor_call_quick(reply->actor, &flush_call, NULL_POINTER);
    expect_unwritten(reply->function, "printed", "standard output");
    expect_unwritten(reply->function, "complained", "standard error");
}

/* Likewise, of a call that has to succeed. */
static inline void expect_quiet_success(const struct reply *reply)
{
    expect_success(reply, "the header: this call has no reason to fail");
    expect_quiet(reply);
}

#endif
