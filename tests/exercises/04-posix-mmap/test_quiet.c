/* Every function with success and without: none of them prints. */
#include "boards.h"

#include "../quiet.h"

static void succeed_quietly(struct actor *process)
{
    struct board board;
    const char *name = kernel_fresh_name("board");
    check_situation("Nothing has the name %s.", name);
    struct reply reply = create_board(process, name, 100, 0600, &board);
    expect_quiet_success(&reply);
    reply = close_board(process, &board);
    expect_quiet_success(&reply);
    reply = open_board(process, name, true, &board);
    expect_quiet_success(&reply);
    reply = close_board(process, &board);
    expect_quiet_success(&reply);
    reply = remove_board(process, name);
    expect_quiet_success(&reply);
}

/* The kernel refuses. */
static void fail_quietly(struct actor *process)
{
    static struct exhibit there;
    struct board board;
    const char *missing = kernel_fresh_name("missing");
    exhibit_make(&there, kernel_fresh_name("there"), 100, 0600);
    struct reply reply = create_board(process, there.name, 100, 0600, &board);
    expect_quiet(&reply);
    reply = open_board(process, missing, true, &board);
    expect_quiet(&reply);
    reply = remove_board(process, missing);
    expect_quiet(&reply);
    exhibit_finish(&there);
}

/* The arguments are wrong. */
static void refuse_quietly(struct actor *process)
{
    struct board board;
    struct board closed = {0};
    struct reply reply = create_board(process, "no slash", 0, 0600, &board);
    expect_quiet(&reply);
    reply = open_board(process, "no slash", false, &board);
    expect_quiet(&reply);
    reply = close_board(process, &closed);
    expect_quiet(&reply);
    reply = remove_board(process, "no slash");
    expect_quiet(&reply);
}

CHECK(prints_nothing)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    quiet_begin(process);
    succeed_quietly(process);
    fail_quietly(process);
    refuse_quietly(process);
}
