/* board_open while the name changes hands: of two objects the memory of one and the size of the other is
 * no board. */
#include "replaced.h"

#include "boards.h"

#include <string.h>
#include <unistd.h>

/* Another process that puts a new object under the name, before a system call of board_open. */
struct replacement {
    struct exhibit object; /* the new one */
    unsigned nth;          /* of the system calls, from 0 */
    unsigned seen;
    bool done;
};

enum { OLD_SIZE = 5000, NEW_SIZE = 20000, CALLS_MOST = 20 };

static enum trace_verdict replace(const struct trace_stop *stop, void *context, int *error)
{
    struct replacement *replacement = context;
    (void)error;
    if (stop->moment != TRACE_BEFORE || replacement->seen++ != replacement->nth) {
        return TRACE_GO_ON;
    }
    kernel_remove_name(replacement->object.name);
    exhibit_make(&replacement->object, replacement->object.name, NEW_SIZE, 0600);
    close(replacement->object.fd);
    replacement->done = true;
    return TRACE_LET_GO;
}

/* The size and the memory of one object. */
static void expect_one_object(const struct actor *process, const struct board *board,
                              const struct exhibit *new)
{
    static const char look[] = "fstat(2) asks the descriptor, which stays with its object; stat(2) "
                               "asks whatever has the name at that moment";
    static const char expected[] = "one of the two objects, whole: its memory and its size";
    static char seen[NEW_SIZE];
    expect_that(board->size == OLD_SIZE || board->size == NEW_SIZE, look, expected,
                "board.size is that of neither");
    expect_that(board_load(process, board, 0, seen, board->size), look, expected,
                "it is the memory of the old one and the size of the new: reading it all faults");
    expect_that(board->size == NEW_SIZE || memcmp(seen, new->text, OLD_SIZE) != 0, look, expected,
                "it is the memory of the new one and the size of the old: a part is missing");
}

/* False when the call was over before its nth system call. */
static bool open_replaced(struct actor *process, unsigned nth)
{
    static struct exhibit there;
    static struct replacement replacement;
    struct board board;
    replacement = (struct replacement){.object.name = kernel_fresh_name("board"), .nth = nth};
    struct tracing tracing = {.visit = replace, .context = &replacement};
    exhibit_make(&there, replacement.object.name, OLD_SIZE, 0600);
    close(there.fd);
    check_situation("An object %s of %d bytes exists. While the call runs, another process removes "
                    "it and makes a new one of %d bytes under the name.",
                    there.name, OLD_SIZE, NEW_SIZE);
    spoil_board(&board);
    struct reply reply = actor_call_traced(process, &tracing, &function_open, TEXT(there.name),
                                           BOOL(true), BOARD(&board));
    if (replacement.done && !reply.failed) {
        expect_one_object(process, &board, &replacement.object);
    }
    kernel_remove_name(there.name);
    return replacement.done;
}

void replaced_expect_opened(struct actor *process)
{
    for (unsigned nth = 0; nth < CALLS_MOST && open_replaced(process, nth); nth++) {
    }
}
