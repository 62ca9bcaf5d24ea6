/* board_close and board_remove: the mapping goes, the name goes; neither takes the other along. */
#include "boards.h"
#include "vast.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- close-unmaps ----------------------------------------------------------------------------- */

#define LOOK_CLOSED "the header: \"clears all three fields\""

static void expect_cleared(const struct board *board)
{
    expect_that(board->memory == NULL, LOOK_CLOSED, "board.memory to be NULL after closing",
                "it still holds an address");
    expect_that(board->size == 0, LOOK_CLOSED, "board.size to be 0 after closing", "it is %zu",
                board->size);
    expect_that(writable_byte(board) == 0, LOOK_CLOSED, "board.writable to be false after closing",
                "it is true");
}

/* What is left of a board of several pages. */
static const char *what_stayed(const struct actor *process, const struct board *was)
{
    char byte;
    bool begins = board_load(process, was, 0, &byte, 1);
    bool ends = board_load(process, was, was->size - 1, &byte, 1);
    return begins && ends ? "the whole board is mapped still"
           : ends         ? "its first page is gone, and the rest is mapped still"
                          : "a part of it is mapped still";
}

static void expect_closed(struct actor *process, const char *label, struct board *board)
{
    struct board was = *board;
    unsigned left = actor_count_mappings(process) - 1;
    struct reply reply = actor_call(process, &function_close, BOARD_AS(label, board));
    expect_success(&reply, "munmap(2): it needs the fields as they were");
    expect_value(&reply, 0, "the header: \"Returns 0\"");
    unsigned mapped = actor_count_mappings(process);
    expect_that(mapped == left, "munmap(2): address and length of the whole mapping",
                "no page of the board to stay mapped", "%s",
                mapped > left ? what_stayed(process, &was) : "another mapping went along");
    expect_cleared(board);
    reply = actor_call(process, &function_close, BOARD_AS(label, board));
    expect_failure(&reply, EINVAL, "the header: a closed board is { NULL, 0, false }");
    expect_cleared(board);
}

/* The pointer alone tells that a board is closed. */
static void expect_closed_already(struct actor *process)
{
    struct board board = {.memory = NULL, .size = 4096, .writable = true};
    check_situation("A board is { NULL, 4096, true }: its memory is NULL.");
    struct reply reply = actor_call(process, &function_close, BOARD(&board));
    expect_failure(&reply, EINVAL,
                   "the header: a board is closed when its memory is NULL; "
                   "munmap(2) itself says 0 where nothing is mapped");
    expect_that(board.size == 4096 && writable_byte(&board) == 1,
                "the header: a call that fails writes to none of the caller's memory",
                "the board to be as before when the call fails", "it was changed");
}

/* The last byte has a page to itself. */
static void expect_last_byte_closed(struct actor *process)
{
    const char *name = kernel_fresh_name("board");
    struct board board;
    check_situation("The object %s has 4097 bytes: one more than a page.", name);
    struct reply reply = create_board(process, name, 4097, 0600, &board);
    expect_board(&reply, &board, "mmap(2)");
    expect_closed(process, "&board", &board);
}

/* Boards of two pages each; where the kernel has put two side by side, the first of them ends. */
static void expect_neighbour_kept(struct actor *process)
{
    enum { BOARDS = 4 };
    struct board boards[BOARDS];
    size_t size = 2 * (size_t)sysconf(_SC_PAGESIZE);
    const char *name = kernel_fresh_name("board");
    check_situation("The object %s has two pages.", name);
    struct reply reply = create_board(process, name, size, 0600, &boards[0]);
    expect_board(&reply, &boards[0], "mmap(2)");
    for (size_t i = 1; i < BOARDS; i++) {
        reply = open_board(process, name, true, &boards[i]);
        expect_board(&reply, &boards[i], "mmap(2)");
    }
    for (size_t i = 0; i + 1 < BOARDS; i++) {
        if ((char *)boards[i + 1].memory + size != boards[i].memory) {
            continue;
        }
        char bytes[2];
        check_situation("Two boards of two pages lie side by side in the process's memory, first "
                        "and, behind it, second.");
        reply = actor_call(process, &function_close, BOARD_AS("&first", &boards[i + 1]));
        expect_success(&reply, "munmap(2): it needs the fields as they were");
        expect_that(board_load(process, &boards[i], 0, bytes, 1),
                    "munmap(2): the length is the board's size, no more",
                    "the second board to stay mapped, whole, as it was not closed",
                    "its first page is gone: more was unmapped than the board that was closed");
        break;
    }
}

CHECK(close_unmaps)
{
    struct actor *process = actor_spawn(NULL);
    const char *name = kernel_fresh_name("board");
    struct board created;
    struct board opened;
    struct stat object = {0};
    char seen[5] = "";
    /* First: elsewhere a page too many is the library's, say, and nothing runs on without it. */
    expect_neighbour_kept(process);
    check_situation(
        "The object %s has 40960 bytes, and we have mapped it twice: board_create filled "
        "the board created, board_open the board opened.",
        name);
    struct reply reply = create_board(process, name, 40960, 0600, &created);
    expect_board(&reply, &created, "mmap(2)");
    reply = open_board(process, name, false, &opened);
    expect_board(&reply, &opened, "mmap(2)");
    board_store(process, &created, 20000, "stays", 5);
    check_situation(
        "The object %s has 40960 bytes, and we have mapped it twice: board_create filled "
        "the board created, board_open the board opened.",
        name);
    expect_closed(process, "&created", &created);
    expect_that(board_load(process, &opened, 20000, seen, 5) && memcmp(seen, "stays", 5) == 0,
                "munmap(2): it ends one mapping; no MADV_REMOVE and no ftruncate, which others see",
                "the other board of the same object to show what it did before",
                "it does not: the object has lost its contents, or the board its memory");
    expect_closed(process, "&opened", &opened);
    expect_that(kernel_stat_name(name, &object), "shm_overview(7): a name lives until shm_unlink",
                "closing to leave the object's name alone", "the name is gone");
    expect_that(object.st_size == 40960, "shm_overview(7): an object lives until it is unlinked",
                "closing to leave the object alone", "its size has changed");
    expect_closed_already(process);
    expect_last_byte_closed(process);
    if (!check_under_valgrind()) {
        vast_expect_closed(process);
    }
}

/* --- remove-takes-name ------------------------------------------------------------------------ */

#define LOOK_MAPPINGS "shm_open(3), shm_unlink: the memory goes with the last mapping, not before"

static void expect_usable(struct actor *one, const struct board *from, struct actor *other,
                          const struct board *to)
{
    char seen[4] = "";
    expect_that(board_store(one, from, 5000, "here", 4) && board_load(other, to, 5000, seen, 4),
                LOOK_MAPPINGS, "those who have the board mapped to go on using it",
                "a load or store there faults (SIGBUS)");
    expect_that(memcmp(seen, "here", 4) == 0, LOOK_MAPPINGS,
                "those who have the board mapped to go on sharing it",
                "they see different contents now");
}

static void expect_name_free(struct actor *process, const char *name)
{
    struct board board;
    expect_that(!kernel_name_exists(name), "shm_open(3): shm_unlink",
                "the name to be gone from /dev/shm at once", "it is still there");
    struct reply reply = open_board(process, name, false, &board);
    expect_failure(&reply, ENOENT, "shm_open(3): ERRORS");
    reply = remove_board(process, name);
    expect_failure(&reply, ENOENT, "shm_open(3): ERRORS, shm_unlink");
}

/* Neither permissions nor a size are needed for that. */
static void expect_removable(struct actor *process, size_t size, mode_t mode)
{
    static struct exhibit there;
    exhibit_make(&there, kernel_fresh_name("board"), size, mode);
    check_situation("An object %s of %zu bytes with mode %04o exists; it is ours.", there.name,
                    size, mode);
    struct reply reply = remove_board(process, there.name);
    expect_success(&reply, "unlink(2): the folder's permissions count, not the object's");
    expect_that(!kernel_name_exists(there.name), "shm_open(3): shm_unlink", "the name to be gone",
                "it is still there");
    close(there.fd);
}

/* The folder is everybody's and ours too: so the kernel is made to refuse. */
static void expect_refusal_told(struct actor *process, long number)
{
    static struct exhibit there;
    struct fault refusal = {.number = number, .nth = 1, .error = EACCES};
    exhibit_make(&there, kernel_fresh_name("board"), 100, 0600);
    check_situation("An object %s exists, and the kernel refuses to remove its name (EACCES).",
                    there.name);
    struct reply reply =
        actor_call_with_fault(process, refusal, &function_remove, TEXT(there.name));
    if (reply.injected && kernel_name_exists(there.name)) {
        expect_failure(&reply, EACCES, "shm_open(3), ERRORS: EACCES of shm_unlink");
        expect_intact(&there, "shm_open(3): shm_unlink, and no other way round a refusal");
    }
    exhibit_finish(&there);
}

CHECK(remove_takes_name)
{
    check_on_one_processor();
    struct actor *creator = actor_spawn("the creator");
    struct actor *opener = actor_spawn("the opener");
    const char *name = kernel_fresh_name("board");
    struct board made;
    struct board opened;
    struct board again;
    check_situation("Two processes have the object mapped.");
    struct reply reply = create_board(creator, name, 10000, 0600, &made);
    expect_board(&reply, &made, "mmap(2)");
    reply = open_board(opener, name, true, &opened);
    expect_board(&reply, &opened, "mmap(2)");
    reply = remove_board(opener, name);
    expect_success(&reply, "shm_open(3): shm_unlink");
    expect_value(&reply, 0, "the header: \"Returns 0\"");
    expect_usable(creator, &made, opener, &opened);
    expect_name_free(opener, name);
    reply = create_board(opener, name, 10000, 0600, &again);
    expect_board(&reply, &again, "the name is free for a new object");
    expect_usable(creator, &made, opener, &opened);
    expect_removable(opener, 100, 0);
    expect_removable(opener, 0, 0600);
    if (!check_under_valgrind()) {
#ifdef SYS_unlink /* not on every machine */
        expect_refusal_told(opener, SYS_unlink);
#endif
        expect_refusal_told(opener, SYS_unlinkat);
    }
}
