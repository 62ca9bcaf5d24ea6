/* failure-changes-nothing: each step of a call is made to fail in turn. */
#include "boards.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#define LOOK_UNDO  "shm_open(3): shm_unlink; undo what the call has made, in reverse order"
#define LOOK_ERRNO "errno(3): keep the error of the step that failed, close(2) may change errno"

/* --- what anybody can meet -------------------------------------------------------------------- */

static void expect_plain_failures(struct actor *process)
{
    static struct exhibit there;
    struct board board;
    exhibit_make(&there, kernel_fresh_name("there"), 100, 0600);
    check_situation("An object %s exists already.", there.name);
    struct reply reply = create_board(process, there.name, 100, 0600, &board);
    expect_failure(&reply, EEXIST, "shm_open(3)");
    expect_untouched(&board);
    expect_intact(&there, LOOK_UNDO);
    exhibit_finish(&there);
    check_situation("Nothing has the name %s.", there.name);
    reply = open_board(process, there.name, true, &board);
    expect_failure(&reply, ENOENT, "shm_open(3)");
    expect_untouched(&board);
    exhibit_make(&there, kernel_fresh_name("there"), 0, 0600);
    check_situation("The object %s has no size yet.", there.name);
    reply = open_board(process, there.name, false, &board);
    expect_failure(&reply, EAGAIN, "fstat(2)");
    expect_untouched(&board);
    exhibit_finish(&there);
}

/* After a board_create that failed. */
static void expect_no_object(const struct reply *reply, const char *name)
{
    expect_that(!kernel_name_exists(name), LOOK_UNDO,
                "a call that fails to leave no object: the next attempt would meet EEXIST",
                "board_create failed with %s, and the object is still there",
                reply->error != 0 && strerrorname_np(reply->error) != NULL
                    ? strerrorname_np(reply->error)
                    : "no errno of this system");
}

static void expect_too_large(struct actor *process, size_t size)
{
    const char *name = kernel_fresh_name("large");
    struct board board;
    check_situation("This is far more than there is room for.");
    struct reply reply = create_board(process, name, size, 0600, &board);
    expect_that(reply.failed, "ftruncate(2), mmap(2): ERRORS", "-1 with an error of these two",
                "board_create succeeded");
    expect_no_object(&reply, name);
    expect_untouched(&board);
    check_situation("The attempt before asked for far more than there is room for.");
    reply = create_board(process, name, 100, 0600, &board);
    expect_board(&reply, &board, LOOK_UNDO);
}

static void expect_short_of_descriptors(struct actor *process, int left)
{
    static struct exhibit there;
    struct board board;
    const char *name = kernel_fresh_name("board");
    exhibit_make(&there, kernel_fresh_name("there"), 100, 0600);
    actor_leave_descriptors(process, left);
    check_situation("The process can open %s.",
                    left == 0 ? "no more descriptors" : "just one more descriptor");
    struct reply reply = create_board(process, name, 100, 0600, &board);
    if (reply.failed) {
        expect_failure(&reply, EMFILE, LOOK_ERRNO);
        expect_no_object(&reply, name);
        expect_untouched(&board);
    }
    check_situation("The process can open %s.",
                    left == 0 ? "no more descriptors" : "just one more descriptor");
    reply = open_board(process, there.name, true, &board);
    if (reply.failed) {
        expect_failure(&reply, EMFILE, LOOK_ERRNO);
        expect_untouched(&board);
    }
    actor_leave_descriptors(process, -1);
    exhibit_finish(&there);
}

/* --- steps that are made to fail -------------------------------------------------------------- */

/* A step and the error that it is given: one that the manual names, and no two the same where one
 * call may take both. A solution that does not take the step is not judged by it. */
struct step {
    const char *name;
    struct fault fault;
    const char *error;
};

static const struct step create_steps[] = {
    {"ftruncate(2)", {SYS_ftruncate, 1, EFBIG}, "EFBIG"},
    {"fallocate(2)", {SYS_fallocate, 1, ENOSPC}, "ENOSPC"},
    {"pwrite(2)", {SYS_pwrite64, 1, ENOSPC}, "ENOSPC"},
    {"write(2)", {SYS_write, 1, ENOSPC}, "ENOSPC"},
    {"mmap(2)", {SYS_mmap, 1, ENFILE}, "ENFILE"},
    {"fchmod(2)", {SYS_fchmod, 1, EPERM}, "EPERM"},
    {"chmod(2)", {SYS_fchmodat, 1, EPERM}, "EPERM"},
    {"linkat(2)", {SYS_linkat, 1, ENOSPC}, "ENOSPC"},
#ifdef SYS_chmod /* not on every machine */
    {"chmod(2)", {SYS_chmod, 1, EPERM}, "EPERM"},
    {"link(2)", {SYS_link, 1, ENOSPC}, "ENOSPC"},
#endif
};

static const struct step open_steps[] = {
    {"fstat(2)", {SYS_newfstatat, 1, EOVERFLOW}, "EOVERFLOW"},
    {"fstat(2)", {SYS_fstat, 1, EOVERFLOW}, "EOVERFLOW"},
    {"statx(2)", {SYS_statx, 1, EOVERFLOW}, "EOVERFLOW"},
    {"lseek(2)", {SYS_lseek, 1, EOVERFLOW}, "EOVERFLOW"},
    {"mmap(2)", {SYS_mmap, 1, ENFILE}, "ENFILE"},
};

static void tell_step(const struct step *step, const char *function)
{
    check_situation("In %s, the kernel refused %s with errno %s.", function, step->name,
                    step->error);
}

/* A solution may cope with the fault: then the object is all that was asked for. */
static void expect_coped(const char *name, size_t size, mode_t mode)
{
    struct stat object;
    expect_that(kernel_stat_name(name, &object) && (size_t)object.st_size == size &&
                    (object.st_mode & 07777) == mode,
                "look at the result of every system call",
                "board_create to fail, or to do all that it promises in spite of the failure",
                "it succeeded, with no object of the size and mode asked for");
}

static void fail_creation(struct actor *process, const struct step *step)
{
    const char *name = kernel_fresh_name("board");
    struct board board;
    spoil_board(&board);
    tell_step(step, "board_create");
    struct reply reply = actor_call_with_fault(process, step->fault, &function_create, TEXT(name),
                                               SIZE(10000), MODE(0666), BOARD(&board));
    if (reply.injected && reply.failed) {
        expect_no_object(&reply, name);
        expect_failure(&reply, step->fault.error, LOOK_ERRNO);
        expect_untouched(&board);
    } else if (reply.injected) {
        expect_coped(name, 10000, 0666);
    }
    kernel_remove_name(name);
}

static void fail_opening(struct actor *process, const struct step *step,
                         const struct exhibit *there)
{
    struct board board;
    spoil_board(&board);
    tell_step(step, "board_open");
    struct reply reply = actor_call_with_fault(process, step->fault, &function_open,
                                               TEXT(there->name), BOOL(true), BOARD(&board));
    if (!reply.injected) {
        return;
    }
    expect_intact(there, "the object is its creator's, also when opening it fails");
    if (reply.failed) {
        expect_failure(&reply, step->fault.error, LOOK_ERRNO);
        expect_untouched(&board);
    } else {
        char last;
        expect_that(board.size == there->size &&
                        board_load(process, &board, there->size - 1, &last, 1),
                    "look at the result of every system call",
                    "board_open to fail, or to do all that it promises in spite of the failure",
                    "it succeeded, with a board that is not the whole object");
    }
}

/* The object cannot be sized, and before it is removed, another process removes it. */
struct misfortune {
    const char *name;
    bool failed; /* ftruncate, or what takes its place */
};

static bool is_sizing(long number)
{
    return number == SYS_ftruncate || number == SYS_fallocate || number == SYS_pwrite64 ||
           number == SYS_write;
}

static bool is_unlinking(long number)
{
#ifdef SYS_unlink /* not on every machine */
    if (number == SYS_unlink) {
        return true;
    }
#endif
    return number == SYS_unlinkat;
}

static enum trace_verdict fail_and_remove(const struct trace_stop *stop, void *context, int *error)
{
    struct misfortune *misfortune = context;
    if (stop->moment == TRACE_BEFORE && !misfortune->failed && is_sizing(stop->number)) {
        misfortune->failed = true;
        *error = ENOSPC;
        return TRACE_FAIL;
    }
    if (stop->moment == TRACE_BEFORE && misfortune->failed && is_unlinking(stop->number)) {
        kernel_remove_name(misfortune->name);
        return TRACE_LET_GO;
    }
    return TRACE_GO_ON;
}

static void expect_first_reason(struct actor *process)
{
    struct board board;
    struct misfortune misfortune = {.name = kernel_fresh_name("board")};
    struct tracing tracing = {.visit = fail_and_remove, .context = &misfortune};
    spoil_board(&board);
    check_situation("In board_create, the kernel refused to size the object with errno ENOSPC. "
                    "Another process then removed the object, an instant before board_create "
                    "itself would have done so.");
    struct reply reply =
        actor_call_traced(process, &tracing, &function_create, TEXT(misfortune.name), SIZE(10000),
                          MODE(0666), BOARD(&board));
    if (misfortune.failed && reply.failed) {
        expect_failure(&reply, ENOSPC,
                       "errno(3): keep the error of the step that failed while cleaning up");
        expect_untouched(&board);
    }
    kernel_remove_name(misfortune.name);
}

static void expect_steps_undone(struct actor *process)
{
    static struct exhibit there;
    actor_set_umask(process, 022);
    for (size_t i = 0; i < sizeof create_steps / sizeof create_steps[0]; i++) {
        fail_creation(process, &create_steps[i]);
    }
    expect_first_reason(process);
    exhibit_make(&there, kernel_fresh_name("there"), 5000, 0600);
    for (size_t i = 0; i < sizeof open_steps / sizeof open_steps[0]; i++) {
        fail_opening(process, &open_steps[i], &there);
    }
    exhibit_finish(&there);
}

CHECK(failure_changes_nothing)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    expect_plain_failures(process);
    actor_catch(process, SIGXFSZ); /* so that the limit on the size of a file is EFBIG */
    expect_too_large(process, (size_t)1 << 47);
    expect_too_large(process, SIZE_MAX);
    if (check_under_valgrind()) {
        return; /* its limit on descriptors refuses an object after the kernel has made it */
    }
    expect_short_of_descriptors(process, 0);
    expect_short_of_descriptors(process, 1);
    expect_steps_undone(process);
}
