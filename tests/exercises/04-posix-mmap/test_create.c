/* board_create: who sees what it makes, and whose it is. */
#include "boards.h"

#include <string.h>
#include <unistd.h>

/* --- stores-are-shared ------------------------------------------------------------------------ */

#define LOOK_SHARED "mmap(2): MAP_SHARED, and PROT_WRITE where writing was asked for"

/* One end of a shared board. */
struct end {
    const char *name; /* "the creator" */
    struct actor *actor;
    struct board board;
};

static void expect_seen(struct end *from, struct end *to, size_t offset, unsigned round)
{

    char sent[17];
    char seen[17] = "";
    check_random_text(sent, 16);
    expect_that(board_store(from->actor, &from->board, offset, sent, 16), LOOK_SHARED,
                say("a store by %s to work", from->name), "it faults");
    expect_that(board_load(to->actor, &to->board, offset, seen, 16), LOOK_SHARED,
                say("%s to read what %s stored", to->name, from->name), "the load faults");
    expect_that(memcmp(sent, seen, 16) == 0, LOOK_SHARED,
                say("%s to see what %s stored", to->name, from->name),
                "it sees what was there before%s", round > 1 ? ", from the second time on" : "");
}

/* Right after the call that mapped the board: so it is that call which the message names. */
static void expect_in_object(struct end *from, const char *name)
{
    char sent[17];
    char seen[16] = "";
    int fd = kernel_open_object(name);
    check_random_text(sent, 16);
    expect_that(board_store(from->actor, &from->board, 40, sent, 16), LOOK_SHARED,
                say("a store by %s to work", from->name),
                "it faults: the board is mapped for reading only");
    bool there = pread(fd, seen, sizeof seen, 40) == sizeof seen && memcmp(sent, seen, 16) == 0;
    close(fd);
    expect_that(there, LOOK_SHARED, say("what %s stores to be in the object", from->name),
                "it is not: the mapping is private (MAP_PRIVATE), or of something else");
}

CHECK(stores_are_shared)
{
    struct end creator = {"the creator", actor_spawn("the creator"), {0}};
    struct end opener = {"the opener", actor_spawn("the opener"), {0}};
    const char *name = kernel_fresh_name("board");
    struct stat object;
    check_situation("One process makes a board and another opens it for writing; then they store "
                    "into it and look at it in turn.");
    struct reply reply = create_board(creator.actor, name, 300, 0600, &creator.board);
    expect_board(&reply, &creator.board, "shm_open(3), ftruncate(2), mmap(2)");
    expect_in_object(&creator, name);
    reply = open_board(opener.actor, name, true, &opener.board);
    expect_that(kernel_stat_name(name, &object) && object.st_size == 300,
                "shm_open(3): O_TRUNC, and who may give it",
                "the object to keep its 300 bytes when somebody opens it",
                "opening it has changed its size: the creator's next store is SIGBUS");
    expect_board(&reply, &opener.board, "shm_open(3): O_RDWR; mmap(2)");
    expect_in_object(&opener, name);
    for (unsigned round = 1; round <= 3; round++) {
        expect_seen(&creator, &opener, 0, round);
        expect_seen(&opener, &creator, 100, round);
        expect_seen(&opener, &creator, 0, round);
        expect_seen(&creator, &opener, 284, round);
    }
}

/* --- create-only-new -------------------------------------------------------------------------- */

#define LOOK_EXCLUSIVE "shm_open(3): O_CREAT | O_EXCL make looking and making one step"

static void expect_refused(const struct reply *reply, const struct exhibit *there)
{
    if (!reply->failed) {
        const char *change = exhibit_change(there);
        check_fail(LOOK_EXCLUSIVE, "-1 with errno EEXIST (File exists)",
                   "board_create succeeded; %s%s",
                   change != NULL ? "of the object that was there " : "",
                   change != NULL ? change : "two processes believe to be the object's creator");
    }
    expect_failure(reply, EEXIST, LOOK_EXCLUSIVE);
    expect_intact(there, "after EEXIST nothing is ours: neither to size nor to remove");
}

/* Makes the object right before the nth system call of board_create. */
struct rival {
    struct exhibit object;
    unsigned nth;
    unsigned seen;
    bool made;
};

static enum trace_verdict make_first(const struct trace_stop *stop, void *context, int *error)
{
    struct rival *rival = context;
    (void)error;
    if (stop->moment != TRACE_BEFORE || rival->seen++ != rival->nth) {
        return TRACE_GO_ON;
    }
    if (!kernel_name_exists(rival->object.name)) {
        exhibit_make(&rival->object, rival->object.name, 5000, 0640);
        rival->made = true;
    }
    return TRACE_LET_GO;
}

/* False when board_create has made the object before its nth system call. */
static bool lose_race(struct actor *process, unsigned nth)
{
    static struct rival rival;
    struct board board;
    rival = (struct rival){.object.name = kernel_fresh_name("race"), .nth = nth};
    struct tracing tracing = {.visit = make_first, .context = &rival};
    check_situation("Nothing has the name %s when the call begins, but another process makes the "
                    "object while it runs, an instant before the call would have made it.",
                    rival.object.name);
    spoil_board(&board);
    struct reply reply =
        actor_call_traced(process, &tracing, &function_create, TEXT(rival.object.name), SIZE(100),
                          MODE(0600), BOARD(&board));
    if (!rival.made) {
        kernel_remove_name(rival.object.name);
        return false;
    }
    expect_refused(&reply, &rival.object);
    exhibit_finish(&rival.object);
    return true;
}

CHECK(create_only_new)
{
    static struct exhibit there;
    struct actor *process = actor_spawn(NULL);
    struct board board;
    exhibit_make(&there, kernel_fresh_name("board"), 5000, 0640);
    check_situation("An object %s of 5000 bytes exists already; it is somebody else's.",
                    there.name);
    struct reply reply = create_board(process, there.name, 100, 0600, &board);
    expect_refused(&reply, &there);
    exhibit_finish(&there);
    /* At every instant before the object is there: up to thirty calls are enough for any way. */
    for (unsigned nth = 0; !check_under_valgrind() && nth < 30 && lose_race(process, nth); nth++) {
    }
}

/* --- create-mode-exact ------------------------------------------------------------------------ */

static void expect_umask(const struct actor *process, mode_t mask)
{
    mode_t now = umask_of(process);
    expect_that(now == mask, "umask(2): it belongs to the whole process",
                say("the process to have its umask %03o as before", mask), "it is %03o now", now);
}

static void expect_mode(struct actor *process, const char *name, mode_t mask, mode_t mode)
{
    struct board board;
    struct stat object = {0};
    actor_set_umask(process, mask);
    check_situation("The umask of the process is %03o.", mask);
    spoil_board(&board);
    struct reply reply = actor_call_quick(process, &function_create, TEXT(name), SIZE(64),
                                          MODE(mode), BOARD(&board));
    expect_success(&reply, "shm_open(3)");
    kernel_stat_name(name, &object);
    mode_t now = object.st_mode & 07777;
    bool under_umask = now == (mode & ~mask);
    expect_that(now == mode,
                under_umask
                    ? "shm_open(3), O_CREAT: the bits of the umask are cleared in the mode; "
                      "fchmod(2) knows no umask"
                    : "fchmod(2): the mode as the caller gave it",
                say("an object with mode %04o", mode), "its mode is %04o%s", now,
                under_umask          ? ": the umask took bits away"
                : (now & ~mode) == 0 ? ": some bits are missing"
                                     : ": it has bits that nobody asked for");
    expect_umask(process, mask);
    actor_call_quick(process, &function_close, BOARD(&board));
    kernel_remove_name(name);
}

CHECK(create_mode_exact)
{
    static const mode_t masks[] = {022, 0, 077, 0777};
    static const mode_t modes[] = {0666, 0640, 0444, 0200, 0777, 0};
    static struct exhibit there;
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    const char *name = kernel_fresh_name("board");
    struct board board;
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
        for (size_t k = 0; k < sizeof modes / sizeof modes[0]; k++) {
            expect_mode(process, name, masks[i], modes[k]);
        }
    }
    actor_set_umask(process, 027);
    exhibit_make(&there, kernel_fresh_name("board"), 10, 0600);
    check_situation("The umask of the process is 027, and the object exists already.");
    create_board(process, there.name, 64, 0600, &board);
    expect_umask(process, 027);
}
