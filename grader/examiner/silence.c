/* A call whose standard output and error are watched. */
#include "examiner/silence.h"

#include "examiner/check.h"
#include "examiner/trace.h"

#include <sys/syscall.h>
#include <unistd.h>

struct prints {
    bool output;
    bool errors;
};

static bool is_write(long number)
{
    return number == SYS_write || number == SYS_writev || number == SYS_pwrite64 ||
           number == SYS_sendto || number == SYS_sendmsg;
}

/* The first printf into a descriptor asks fstat(2) how large a buffer should be; what it prints may
 * stay there for longer than any call. perror(3) writes through a duplicate of standard error. */
static bool is_stdio_beginning(long number)
{
    return number == SYS_newfstatat || number == SYS_fstat || number == SYS_dup;
}

static enum trace_verdict watch(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct prints *prints = context;
    if (stop->moment == TRACE_BEFORE &&
        (is_write(stop->number) || is_stdio_beginning(stop->number))) {
        prints->output = prints->output || stop->arguments[0] == STDOUT_FILENO;
        prints->errors = prints->errors || stop->arguments[0] == STDERR_FILENO;
    }
    return TRACE_GO_ON;
}

struct reply actor_call_silent_array(struct actor *actor, const struct function *function,
                                     const struct argument *arguments, size_t count)
{
    static const char look[] =
        "the contract at the head of the header: nothing is printed; the result and errno tell "
        "the caller, who decides what the user reads";
    static const char expected[] = "nothing to be printed";
    struct prints prints = {0};
    struct tracing tracing = {.visit = watch, .context = &prints};
    struct reply reply = actor_call_traced_array(actor, &tracing, function, arguments, count);
    expect_that(!prints.errors, look, expected,
                "%s printed to standard error, as perror(3) and fprintf(stderr, …) do",
                function->name);
    expect_that(!prints.output, look, expected,
                "%s printed to standard output, as printf(3) and puts(3) do", function->name);
    return reply;
}
