/* What is judged before the kernel is asked: names, pointers, size, mode. */
#include "boards.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* --- name-rules ------------------------------------------------------------------------------- */

#define LOOK_NAMES "the header: the rules for names; shm_open(3) lets more pass than they do"

/* All three functions refuse it, and `there` is none the worse for it. */
static void expect_name_refused(struct actor *process, const char *name, int error, const char *why,
                                const struct exhibit *there)
{
    struct board board;
    check_situation("An object %s exists. %s.", there->name, why);
    struct reply reply = create_board(process, name, 100, 0600, &board);
    expect_failure(&reply, error, LOOK_NAMES);
    check_situation("An object %s exists. %s.", there->name, why);
    reply = open_board(process, name, false, &board);
    expect_failure(&reply, error, LOOK_NAMES);
    check_situation("An object %s exists. %s.", there->name, why);
    reply = remove_board(process, name);
    if (!reply.failed && exhibit_change(there) != NULL) {
        check_fail(LOOK_NAMES, say("-1 with errno %s", strerrorname_np(error)),
                   "board_remove succeeded, and %s is gone", there->name);
    }
    expect_failure(&reply, error, LOOK_NAMES);
    expect_intact(there, LOOK_NAMES);
}

static void expect_name_works(struct actor *process, const char *name, const char *why)
{
    struct board board;
    if (kernel_name_exists(name)) {
        return; /* somebody else's, where /dev/shm is everybody's */
    }
    check_situation("%s.", why);
    struct reply reply = create_board(process, name, 100, 0600, &board);
    expect_board(&reply, &board, LOOK_NAMES);
    expect_that(kernel_name_exists(name), LOOK_NAMES, "an object of just this name under /dev/shm",
                "there is none");
    actor_call_quick(process, &function_close, BOARD(&board));
    reply = open_board(process, name, false, &board);
    expect_board(&reply, &board, LOOK_NAMES);
    actor_call_quick(process, &function_close, BOARD(&board));
    reply = remove_board(process, name);
    expect_success(&reply, LOOK_NAMES);
    expect_that(!kernel_name_exists(name), LOOK_NAMES, "the name to be gone", "it is still there");
}

/* A name of so many bytes with its slash. */
static const char *name_of(size_t length)
{
    static char name[1024];
    memset(name, 'n', sizeof name);
    name[0] = '/';
    name[length] = '\0';
    return name;
}

/* A name of 300 bytes, too long; with a second slash at a place, or with none at all (place 0). */
static const char *long_name_with(size_t place)
{
    static char name[301];
    memcpy(name, name_of(300), sizeof name);
    name[place] = place == 0 ? 'n' : '/';
    return name;
}

static void expect_unusual_names(struct actor *process)
{
    expect_name_works(process, "/b", "One character behind the slash is enough");
    expect_name_works(process, "/.hidden", "A name may begin with a dot");
    expect_name_works(process, "/...", "Three dots are no dot entry");
    expect_name_works(process, "/two words, \xc3\xbc", "All bytes but '/' may stand in a name");
}

static void expect_broken_rules(struct actor *process, const struct exhibit *there)
{
    char name[64];
    expect_name_refused(process, there->name + 1, EINVAL, "A name begins with a slash", there);
    snprintf(name, sizeof name, "/%s", there->name);
    expect_name_refused(process, name, EINVAL, "A name has one slash, not two in front", there);
    snprintf(name, sizeof name, "%s/", there->name);
    expect_name_refused(process, name, EINVAL, "A name has no slash at its end", there);
    snprintf(name, sizeof name, "%s/b", there->name);
    expect_name_refused(process, name, EINVAL, "A name has no slash inside", there);
    snprintf(name, sizeof name, "/.%s", there->name);
    expect_name_refused(process, name, EINVAL, "A name has one slash, whatever it leads to", there);
    expect_name_refused(process, "", EINVAL, "An empty text has no slash", there);
    expect_name_refused(process, "/", EINVAL, "A slash alone is no name", there);
    expect_name_refused(process, "/.", EINVAL, "\"/.\" is the folder itself", there);
    expect_name_refused(process, "/..", EINVAL, "\"/..\" is the folder above", there);
}

CHECK(name_rules)
{
    static struct exhibit there;
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    exhibit_make(&there, kernel_fresh_name("board"), 100, 0600);
    expect_unusual_names(process);
    expect_name_works(process, name_of(NAME_MAX), "NAME_MAX bytes with the slash are just allowed");
    expect_broken_rules(process, &there);
    expect_name_refused(process, name_of(NAME_MAX + 1), ENAMETOOLONG,
                        "NAME_MAX bytes are allowed with the slash, and this is one more", &there);
    expect_name_refused(process, name_of(NAME_MAX + 2), ENAMETOOLONG,
                        "This is more than NAME_MAX bytes", &there);
    expect_name_refused(process, name_of(1000), ENAMETOOLONG, "This is more than NAME_MAX bytes",
                        &there);
    expect_name_refused(process, long_name_with(299), EINVAL,
                        "This is too long, and has a second slash as well: EINVAL", &there);
    expect_name_refused(process, long_name_with(0), EINVAL,
                        "This is too long, and does not begin with a slash: EINVAL", &there);
    exhibit_finish(&there);
}

/* --- refuses-bad-arguments -------------------------------------------------------------------- */

#define LOOK_ARGUMENTS "the header: \"checks its arguments first\", and what each may be"

static void expect_creation_refused(struct actor *process, const char *name, struct argument size,
                                    struct argument mode, const char *why)
{
    struct board board;
    check_situation("%s.", why);
    spoil_board(&board);
    struct reply reply =
        actor_call(process, &function_create, TEXT(name), size, mode, BOARD(&board));
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    expect_that(!kernel_name_exists(name), LOOK_ARGUMENTS, "nothing to be made",
                "there is an object");
}

/* Arguments are judged before the kernel is asked, which would say EEXIST or ENOENT here. */
static void expect_judged_first(struct actor *process, const struct exhibit *there)
{
    struct board board;
    const char *missing = kernel_fresh_name("missing");
    check_situation("An object %s exists already, and an argument is wrong.", there->name);
    struct reply reply = create_board(process, there->name, 0, 0600, &board);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    reply = create_board(process, there->name, 100, 01600, &board);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    reply = actor_call(process, &function_create, TEXT(there->name), SIZE(100), MODE(0600),
                       NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    check_situation("Nothing has the name %s, and an argument is wrong.", missing);
    reply = actor_call(process, &function_open, TEXT(missing), BOOL(true), NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
}

static void expect_null_refused(struct actor *process, const struct exhibit *there)
{
    struct board board;
    const char *name = kernel_fresh_name("null");
    spoil_board(&board);
    check_situation("A pointer is NULL.");
    struct reply reply =
        actor_call(process, &function_create, NULL_POINTER, SIZE(100), MODE(0600), BOARD(&board));
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    check_situation("A pointer is NULL.");
    reply = actor_call(process, &function_create, TEXT(name), SIZE(100), MODE(0600), NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    expect_that(!kernel_name_exists(name), LOOK_ARGUMENTS, "nothing to be made",
                "there is an object");
    check_situation("A pointer is NULL.");
    reply = actor_call(process, &function_open, NULL_POINTER, BOOL(true), BOARD(&board));
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    check_situation("A pointer is NULL; the object exists.");
    reply = actor_call(process, &function_open, TEXT(there->name), BOOL(true), NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    check_situation("A pointer is NULL.");
    reply = actor_call(process, &function_close, NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
    check_situation("A pointer is NULL.");
    reply = actor_call(process, &function_remove, NULL_POINTER);
    expect_failure(&reply, EINVAL, LOOK_ARGUMENTS);
}

CHECK(refuses_bad_arguments)
{
    static struct exhibit there;
    static const mode_t foreign[] = {01600, 02600, 04600, 0100600, 010000, 07777};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    const char *name = kernel_fresh_name("board");
    struct board board;
    exhibit_make(&there, kernel_fresh_name("there"), 100, 0600);
    expect_null_refused(process, &there);
    expect_creation_refused(process, name, SIZE(0), MODE(0600), "A board of no bytes is no board");
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        expect_creation_refused(process, name, SIZE(100), MODE(foreign[i]),
                                "The mode has other bits than the nine permission bits");
    }
    expect_judged_first(process, &there);
    expect_intact(&there, LOOK_ARGUMENTS);
    check_situation("After all these refusals:");
    struct reply reply = create_board(process, name, 100, 0600, &board);
    expect_board(&reply, &board, LOOK_ARGUMENTS);
    exhibit_finish(&there);
}
