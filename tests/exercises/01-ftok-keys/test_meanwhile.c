/* keys_collide while another process renames one of its files: it is stopped between its system
 * calls. What it has examined before may count; what it cannot examine any more is no answer. */
#include "fixtures.h"

#include "examiner/trace.h"

/* How many places to stop at are tried: more than a solution has. */
enum { STOPS_MAX = 16 };

/* Two files, or two names of one, and what keys_collide says of them. */
struct pair {
    const char *names[2];
    int answer;
    const char *story;
};

struct renaming {
    unsigned stop_at; /* a system call, counted from 1 */
    unsigned seen;
    const char *name;
    bool done;
};

static void rename_here(const char *from, const char *to)
{
    char path[512];
    snprintf(path, sizeof path, "%s", kernel_path_here(from));
    fixture_require(rename(path, kernel_path_here(to)) == 0, from);
}

static void away_name(const struct renaming *renaming, char *away, size_t room)
{
    snprintf(away, room, "%s-away", renaming->name);
}

static enum trace_verdict rename_away(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    struct renaming *renaming = context;
    char away[64];
    if (stop->moment != TRACE_BEFORE || ++renaming->seen != renaming->stop_at) {
        return TRACE_GO_ON;
    }
    away_name(renaming, away, sizeof away);
    rename_here(renaming->name, away);
    renaming->done = true;
    return TRACE_LET_GO;
}

static void judge(const struct reply *reply, const struct pair *pair)
{
    static const char look[] = "stat(2): each call can fail, also for a path that an earlier call "
                               "has found; look at the result before you use what it filled in";
    char expected[80];
    snprintf(expected, sizeof expected, "-1 with errno ENOENT, or %d if it has looked before",
             pair->answer);
    expect_that(!reply->failed || reply->error == ENOENT, look, expected,
                "keys_collide returned -1 with errno %s", strerrorname_np(reply->error));
    expect_that(reply->failed || reply->value == pair->answer, look, expected,
                "keys_collide returned %d", (int)reply->value);
}

/* False when the call makes fewer system calls than that. */
static bool try_renaming(struct actor *process, const struct pair *pair, const char *name,
                         unsigned stop_at)
{
    struct renaming renaming = {.stop_at = stop_at, .name = name};
    struct tracing tracing = {.visit = rename_away, .context = &renaming};
    check_situation("%s Before system call number %u of keys_collide, another process renames "
                    "\"%s\".",
                    pair->story, stop_at, name);
    struct reply reply = actor_call_traced(process, &tracing, &keys_collide, TEXT(pair->names[0]),
                                           TEXT(pair->names[1]), INT(42));
    if (renaming.done) {
        char away[64];
        judge(&reply, pair);
        away_name(&renaming, away, sizeof away);
        rename_here(away, name);
    }
    return renaming.done;
}

static void try_pair(struct actor *process, const struct pair *pair)
{
    check_situation("%s", pair->story);
    struct reply reply =
        actor_call(process, &keys_collide, TEXT(pair->names[0]), TEXT(pair->names[1]), INT(42));
    expect_success(&reply, "ftok_keys.h: keys_collide");
    if (reply.value != pair->answer) {
        return; /* wrong at rest too: the matter of other checks */
    }
    for (int i = 0; i < 2; i++) {
        unsigned stop_at = 1;
        while (stop_at <= STOPS_MAX && try_renaming(process, pair, pair->names[i], stop_at)) {
            stop_at++;
        }
    }
}

CHECK_NATIVELY(file_goes_meanwhile)
{
    static const struct pair one_file = {
        {"board", "hard"}, 0, "\"board\" and \"hard\" are two names of one file."};
    static const struct pair two_files = {
        {"disk-1/board", "disk-2/board"}, 1, "The paths lead to two different files with one key."};
    check_on_one_processor();
    char hard[512];
    struct actor *process = spawn_in_tmp();
    make_file("board");
    snprintf(hard, sizeof hard, "%s", kernel_path_here("hard"));
    fixture_require(link(kernel_path_here("board"), hard) == 0, "link");
    try_pair(process, &one_file);
    if (collide_across_devices()) {
        try_pair(process, &two_files);
    }
}
