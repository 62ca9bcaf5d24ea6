/* board_open: the whole object, untouched, with the rights asked for. */
#include "boards.h"
#include "replaced.h"
#include "vast.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- open-takes-size -------------------------------------------------------------------------- */

static size_t whole_pages(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

/* Returns the board's address. */
static const void *expect_whole(struct actor *process, size_t size, bool writable)
{
    static struct exhibit there;
    static char seen[EXHIBIT_SIZE_MAX];
    struct board board;
    exhibit_make(&there, kernel_fresh_name("board"), size, 0600);
    check_situation("An object %s of %zu byte%s exists.", there.name, size, size == 1 ? "" : "s");
    struct reply reply = open_board(process, there.name, writable, &board);
    expect_board(&reply, &board, "shm_open(3), fstat(2), mmap(2)");
    expect_that(board.size == size, "fstat(2): st_size",
                say("board.size to be %zu, the size of the object", size), "it is %s%s",
                board.size <= EXHIBIT_SIZE_MAX * 2 ? say("%zu", board.size) : "something else",
                board.size == whole_pages(size) ? ": rounded up to whole pages" : "");
    expect_that(!writable || writable_byte(&board) == 1, "the header: struct board",
                "board.writable to be true, as it was asked for", "it is %s",
                writable_byte(&board) == 0 ? "false" : "what it was before the call");
    expect_that(board_load(process, &board, 0, seen, size), "fstat(2): st_size; mmap(2): length",
                "the whole object to be mapped, to its last byte", "reading it all faults");
    exhibit_fill(&there, size);
    expect_that(board_load(process, &board, 0, seen, size) && memcmp(seen, there.text, size) == 0,
                "mmap(2): offset 0, length st_size",
                "the memory to show what another process stores into the object, from its first "
                "byte to its last",
                "it shows something else");
    exhibit_finish(&there);
    return board.memory;
}

static void expect_zero_to_do(struct actor *process)
{
    static struct exhibit there;
    struct board board;
    exhibit_make(&there, kernel_fresh_name("board"), 100, 0600);
    free_descriptor_zero(process);
    check_situation("An object %s of 100 bytes exists, and the process has no standard input: the "
                    "next descriptor that it opens is 0.",
                    there.name);
    struct reply reply = open_board(process, there.name, true, &board);
    expect_success(&reply, "shm_open(3), RETURN VALUE: 0 is a descriptor, only -1 is a failure");
    exhibit_finish(&there);
}

CHECK(open_takes_size)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    const void *first = expect_whole(process, 10000, true);
    expect_elsewhere(expect_whole(process, 100, true), first);
    expect_whole(process, 1, false);
    expect_whole(process, 4096, false);
    expect_whole(process, EXHIBIT_SIZE_MAX, true);
    expect_whole(process, 4097 + check_random(8192), false);
    if (!check_under_valgrind()) {
        vast_expect_opened(process);
        replaced_expect_opened(process);
    }
    expect_zero_to_do(process);
}

/* --- open-keeps-object ------------------------------------------------------------------------ */

static void expect_kept(struct actor *process, const struct exhibit *there, bool writable)
{
    struct board board;
    check_situation("An object %s of %zu bytes exists, with contents.", there->name, there->size);
    struct reply reply = open_board(process, there->name, writable, &board);
    expect_intact(there, "opening leaves alone what is there: no O_TRUNC, no ftruncate, no memset; "
                         "others may have it mapped");
    expect_success(&reply, "shm_open(3), fstat(2), mmap(2)");
}

static void expect_nothing_made(struct actor *process, bool writable)
{
    const char *name = kernel_fresh_name("missing");
    struct board board;
    check_situation("Nothing has the name %s.", name);
    struct reply reply = open_board(process, name, writable, &board);
    expect_that(!kernel_name_exists(name), "shm_open(3): O_CREAT is for board_create alone",
                "no object to be made by opening", "there is one now");
    expect_failure(&reply, ENOENT, "shm_open(3): ERRORS");
}

CHECK(open_keeps_object)
{
    static struct exhibit there;
    struct actor *process = actor_spawn(NULL);
    exhibit_make(&there, kernel_fresh_name("board"), 5000, 0640);
    expect_kept(process, &there, false);
    expect_kept(process, &there, true);
    expect_nothing_made(process, true);
    expect_nothing_made(process, false);
    exhibit_finish(&there);
}

/* --- open-read-only --------------------------------------------------------------------------- */

#define LOOK_PROTECTION "mmap(2): PROT_READ alone, MAP_SHARED"

static void expect_read_only(const struct actor *process, const struct board *board,
                             const struct exhibit *there)
{
    size_t last = there->size - 1;
    bool stored =
        board_store(process, board, 0, "!", 1) || board_store(process, board, last, "!", 1);
    expect_that(!stored, LOOK_PROTECTION,
                "a store into a board opened for reading to fault (SIGSEGV)", "the store works%s",
                exhibit_change(there) == NULL
                    ? ", and the object does not show it: the mapping is private, a copy"
                    : ", and has changed the object");
    expect_intact(there, LOOK_PROTECTION);
    expect_that(writable_byte(board) == 0, "the header: struct board", "board.writable to be false",
                "it is %s", writable_byte(board) == 1 ? "true" : "what it was before the call");
}

CHECK(open_read_only)
{
    static struct exhibit there;
    struct actor *process = actor_spawn(NULL);
    struct board board;
    char seen[16];
    exhibit_make(&there, kernel_fresh_name("board"), 5000, 0600);
    check_situation("An object %s exists, which we may read and write.", there.name);
    struct reply reply = open_board(process, there.name, false, &board);
    expect_board(&reply, &board, "shm_open(3): O_RDONLY; " LOOK_PROTECTION);
    expect_read_only(process, &board, &there);
    exhibit_fill(&there, 5000); /* the writer goes on */
    expect_that(board_load(process, &board, 4096, seen, sizeof seen) &&
                    memcmp(seen, there.text + 4096, sizeof seen) == 0,
                LOOK_PROTECTION, "the board to show what a writer stores after it was opened",
                "it does not");
    expect_shared_mapping(process, &board);
    expect_no_code(process, &board);
    exhibit_finish(&there);
}

/* --- read-only-rights ------------------------------------------------------------------------- */

CHECK(read_only_rights)
{
    static struct exhibit there;
    struct actor *process = actor_spawn(NULL);
    struct board board;
    char first;
    exhibit_make(&there, kernel_fresh_name("board"), 100, 0444);
    check_situation("An object %s with mode 0444 exists; it is ours, and may only be read.",
                    there.name);
    struct reply reply = open_board(process, there.name, false, &board);
    expect_board(&reply, &board, "shm_open(3): O_RDONLY when only reading is asked for");
    expect_that(board_load(process, &board, 0, &first, 1) && first == there.text[0], "mmap(2)",
                "the board to show the object's contents", "it does not");
    check_situation("An object %s with mode 0444 exists; it is ours, and may only be read.",
                    there.name);
    reply = open_board(process, there.name, true, &board);
    expect_that(reply.failed,
                "shm_open(3): O_RDWR when writing is asked for; its error is the answer",
                "-1 with errno EACCES (Permission denied)",
                "board_open succeeded: the caller would die at its first store");
    expect_failure(&reply, EACCES, "shm_open(3): O_RDWR when writing is asked for");
    exhibit_finish(&there);
}

/* --- open-unsized-again ----------------------------------------------------------------------- */

/* How a call passes its time. */
struct pastime {
    unsigned calls; /* to the system */
    bool waits;
};

enum { CALLS_ENOUGH = 200 };

/* The system calls of somebody who waits, whatever for; or who looks again and again. */
static enum trace_verdict look_for_waiting(const struct trace_stop *stop, void *context, int *error)
{
    static const long waiting[] = {
#ifdef SYS_poll /* not on every machine */
        SYS_poll,      SYS_select,          SYS_pause,       SYS_epoll_wait,
#endif
        SYS_nanosleep, SYS_clock_nanosleep, SYS_sched_yield, SYS_ppoll,      SYS_pselect6,
        SYS_futex};
    struct pastime *pastime = context;
    (void)error;
    if (stop->moment != TRACE_BEFORE) {
        return TRACE_GO_ON;
    }
    for (size_t i = 0; i < sizeof waiting / sizeof waiting[0]; i++) {
        pastime->waits = pastime->waits || stop->number == waiting[i];
    }
    pastime->waits = pastime->waits || ++pastime->calls > CALLS_ENOUGH;
    return pastime->waits ? TRACE_LET_GO : TRACE_GO_ON;
}

/* Of processor time, which no load of the machine makes longer: a thousand times what it takes. */
enum { AT_ONCE_CPU_MS = 50 };

static void expect_again(struct actor *process, const struct exhibit *there, bool writable)
{
    struct board board;
    check_situation("Another process has made the object %s and not sized it yet.", there->name);
    struct reply reply = open_board(process, there->name, writable, &board);
    expect_intact(there, "the object is its creator's, who is about to size it");
    bool handed_on = !reply.failed && board.memory == (void *)-1;
    expect_failure(&reply, EAGAIN,
                   handed_on ? "RETURN VALUE in mmap(2): a failure is MAP_FAILED, which board_open "
                               "put into the board; it is not NULL"
                             : "fstat(2): st_size 0; the header: EAGAIN");
    expect_that(check_under_valgrind() || reply.cpu_ns < AT_ONCE_CPU_MS * 1000000ULL,
                "EAGAIN: the caller decides whether and how long to wait",
                "board_open to return at once", "it was busy for a while first");
}

/* Once more, with an eye on how it passes the time. */
static void expect_again_at_once(struct actor *process, const struct exhibit *there)
{
    struct board board;
    struct pastime pastime = {0};
    struct tracing tracing = {.visit = look_for_waiting, .context = &pastime};
    check_situation("Another process has made the object %s and not sized it yet.", there->name);
    spoil_board(&board);
    actor_call_traced(process, &tracing, &function_open, TEXT(there->name), BOOL(false),
                      BOARD(&board));
    expect_that(!pastime.waits, "EAGAIN: the caller decides whether and how long to wait",
                "board_open to return at once", "it waited for a while first");
}

CHECK(open_unsized_again)
{
    static struct exhibit there;
    struct actor *process = actor_spawn(NULL);
    struct board board;
    char last;
    exhibit_make(&there, kernel_fresh_name("board"), 0, 0600);
    expect_again(process, &there, true);
    expect_again(process, &there, false);
    if (!check_under_valgrind()) {
        expect_again_at_once(process, &there);
    }
    exhibit_fill(&there, 6000);
    check_situation("Its creator has sized the object %s now.", there.name);
    struct reply reply = open_board(process, there.name, true, &board);
    expect_board(&reply, &board, "fstat(2), mmap(2)");
    expect_that(board.size == 6000 && board_load(process, &board, 5999, &last, 1) &&
                    last == there.text[5999],
                "fstat(2): each time anew", "a board of the object's 6000 bytes",
                "it is something else");
    exhibit_finish(&there);
}
