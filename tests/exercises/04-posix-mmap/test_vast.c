/* Sizes beyond 32 bits, as board_create, board_open and board_close hand them to the kernel. */
#include "vast.h"

#include "boards.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What is really made and mapped. */
enum { LESS = 65536 };

/* Cut to 32 bits, the first is 100; the second is negative as an int. */
static const size_t sizes[] = {((size_t)1 << 32) + 100, ((size_t)1 << 31) + 100};

/* Sizes in system calls: the last of each kind; 0 where there was none. */
struct asked {
    uint64_t sized, mapped, unmapped;
    uint64_t memory; /* the address that was mapped, or is to be unmapped */
    bool refuse;     /* the mapping: nobody is to use memory that is not there */
};

static void ask_for_less(const struct trace_stop *stop, unsigned index, uint64_t *asked)
{
    *asked = stop->arguments[index];
    if (*asked > LESS) {
        trace_set_argument(stop, index, LESS);
    }
}

/* What may be done with the mapping besides: where it is less, this is done to less. Otherwise it
 * would be done to the neighbours. */
static void spare_neighbours(const struct trace_stop *stop, uint64_t memory)
{
    static const long numbers[] = {SYS_mprotect, SYS_madvise, SYS_msync, SYS_mlock, SYS_mlock2};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (stop->number == numbers[i] && stop->arguments[0] == memory &&
            stop->arguments[1] > LESS) {
            trace_set_argument(stop, 1, LESS);
        }
    }
}

static enum trace_verdict ask(const struct trace_stop *stop, void *context, int *error)
{
    struct asked *asked = context;
    bool maps = stop->number == SYS_mmap && (stop->arguments[3] & MAP_SHARED) != 0;
    if (stop->moment == TRACE_AFTER && maps && stop->result > 0) {
        asked->memory = (uint64_t)stop->result;
    }
    if (stop->moment != TRACE_BEFORE) {
        return TRACE_GO_ON;
    }
    spare_neighbours(stop, asked->memory);
    if (maps && asked->refuse) {
        *error = ENOMEM;
        return TRACE_FAIL;
    }
    if (maps) {
        ask_for_less(stop, 1, &asked->mapped);
    } else if (stop->number == SYS_mremap) {
        ask_for_less(stop, 2, &asked->mapped);
    } else if (stop->number == SYS_ftruncate) {
        ask_for_less(stop, 1, &asked->sized);
    } else if (stop->number == SYS_munmap && stop->arguments[0] == asked->memory) {
        ask_for_less(stop, 1, &asked->unmapped);
    }
    return TRACE_GO_ON;
}

static uint64_t whole_pages(uint64_t size)
{
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

/* Only what is the size but for its upper bits is judged: there may be steps of which we know
 * nothing. */
static void expect_uncut(uint64_t asked, size_t size, const char *call)
{
    uint64_t difference = whole_pages(asked) ^ whole_pages(size);
    expect_that(asked == 0 || difference == 0 || (uint32_t)difference != 0,
                "size_t and off_t have 64 bits, an int has 32: a size stays what it is on its way",
                say("%s of %zu bytes", call, size),
                "it asked for %llu bytes: the size went through 32 bits",
                (unsigned long long)asked);
}

static void expect_created(struct actor *process, size_t size)
{
    struct asked asked = {.refuse = true};
    struct tracing tracing = {.visit = ask, .context = &asked};
    const char *name = kernel_fresh_name("vast");
    struct board board;
    check_situation("Nothing has the name %s.", name);
    actor_call_traced(process, &tracing, &function_create, TEXT(name), SIZE(size), MODE(0600),
                      BOARD(&board));
    expect_uncut(asked.sized, size, "ftruncate");
    kernel_remove_name(name);
}

/* False when it cannot be had. */
static bool open_vast(struct actor *process, struct exhibit *there, size_t size,
                      struct board *board)
{
    struct asked asked = {0};
    struct tracing tracing = {.visit = ask, .context = &asked};
    exhibit_make(there, kernel_fresh_name("vast"), 0, 0600);
    if (ftruncate(there->fd, (off_t)size) != 0) {
        return false;
    }
    check_situation("An object %s of %zu bytes exists.", there->name, size);
    spoil_board(board);
    struct reply reply = actor_call_traced(process, &tracing, &function_open, TEXT(there->name),
                                           BOOL(false), BOARD(board));
    if (!reply.failed) {
        expect_uncut(asked.mapped, size, "mmap");
        expect_that(board->size == size, "fstat(2): st_size has 64 bits",
                    say("board.size to be %zu, the size of the object", size), "it is %zu",
                    board->size);
    }
    return !reply.failed;
}

/* The kernel is asked to unmap as little as was mapped. */
static void close_vast(struct actor *process, struct board *board, struct asked *asked)
{
    *asked = (struct asked){.memory = (uint64_t)(uintptr_t)board->memory};
    struct tracing tracing = {.visit = ask, .context = asked};
    actor_call_traced(process, &tracing, &function_close, BOARD(board));
}

void vast_expect_created(struct actor *process)
{
    actor_catch(process, SIGXFSZ); /* so that the limit on the size of a file is EFBIG */
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        expect_created(process, sizes[i]);
    }
}

void vast_expect_opened(struct actor *process)
{
    static struct exhibit there;
    struct board board;
    struct asked asked;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (open_vast(process, &there, sizes[i], &board)) {
            close_vast(process, &board, &asked);
        }
        exhibit_finish(&there);
    }
}

void vast_expect_closed(struct actor *process)
{
    static struct exhibit there;
    struct board board;
    struct asked asked;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (open_vast(process, &there, sizes[i], &board)) {
            close_vast(process, &board, &asked);
            expect_uncut(asked.unmapped, sizes[i], "munmap");
        }
        exhibit_finish(&there);
    }
}
