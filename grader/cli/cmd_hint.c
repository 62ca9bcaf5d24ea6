/* grader hint [EXERCISE] [--level N]
 *
 * Without a level: what was opened, and one level more; the last level costs a star and is opened only by its number.
 */
#include <unistd.h>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/learner.h"
#include "cli/options.h"

struct hint_request {
    const struct command_call *call;
    const struct manifest *manifest;
    const struct standing *standing; /* before this */
    struct report_style style;
};

static void write_hint(const struct hint_request *request, unsigned level)
{
    const struct manifest *manifest = request->manifest;
    struct text *out = request->call->out;
    text_append(out, "\n  ");
    report_style_append(&request->style, out, TONE_STRONG, manifest->folder);
    text_format(out, "  hint %u of %zu\n\n  ", level, manifest->hints.count);
    report_style_wrap(&request->style, out, 2, manifest->hints.items[level - 1]);
    text_append(out, "\n");
}

/* What may be opened after this level. */
static void write_way_on(const struct hint_request *request, unsigned level)
{
    const struct manifest *manifest = request->manifest;
    struct text *out = request->call->out;
    if (level >= manifest->hints.count) {
        text_append(out, "\n");
        return;
    }
    text_format(out, "\n  Still stuck? ./workbook hint %u --level %u\n", manifest->number,
                level + 1);
    if (standing_hint_costs_star(request->standing, manifest->hints.count, level + 1)) {
        text_append(out, "  It is the last one, and costs a star.\n");
    }
    text_append(out, "\n");
}

/* The level to open when none is named: the next, but not one that costs a star. */
static unsigned choose_level(const struct hint_request *request)
{
    size_t count = request->manifest->hints.count;
    unsigned next = standing_next_hint(request->standing, count);
    if (next == 0) {
        return (unsigned)count;
    }
    bool costs = standing_hint_costs_star(request->standing, count, next);
    return costs && next > 1 ? next - 1 : next;
}

/* Everything up to the level, in order. */
static void write_ladder(const struct hint_request *request, unsigned level)
{
    for (unsigned i = 1; i <= level; i++) {
        write_hint(request, i);
    }
    write_way_on(request, level);
}

static void keep_hint(const struct learner *learner, const struct manifest *manifest,
                      unsigned level)
{
    struct error trouble;
    learner_complain(learner);
    if (learner->progress != NULL && level <= STANDING_HINTS_MAX &&
        !progress_record_hint(learner->progress, manifest->name, level, clock_wall_ms(),
                              &trouble)) {
        console_complain(trouble.message);
    }
}

static enum cli_status open_hint(const struct learner *learner, const struct hint_request *request,
                                 unsigned level)
{
    const struct manifest *manifest = request->manifest;
    if (level > manifest->hints.count) {
        (void)error_set(request->call->err, "%s has %zu hints; the last is --level %zu",
                        manifest->folder, manifest->hints.count, manifest->hints.count);
        return CLI_USAGE;
    }
    unsigned opened = level != 0 ? level : choose_level(request);
    keep_hint(learner, manifest, opened);
    if (level == 0) {
        write_ladder(request, opened);
    } else {
        write_hint(request, level);
        write_way_on(request, level);
    }
    return CLI_PASSED;
}

enum cli_status cmd_hint(const struct command_call *call)
{
    uint64_t level = 0;
    const struct option_spec specs[] = {
        {.name = "level", .kind = OPTION_NUMBER, .target = &level, .least = 1, .most = 9},
    };
    int operands = 0;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    if (operands > 1) {
        (void)error_set(call->err, "hint takes one exercise at a time");
        return CLI_USAGE;
    }
    AUTO_LEARNER struct learner learner = {0};
    if (!learner_open(&learner, PROGRESS_RECORD, call->err)) {
        return CLI_BROKEN;
    }
    const struct manifest *manifest =
        learner_choose(&learner, operands == 1 ? call->argv[1] : NULL, call->err);
    if (manifest == NULL) {
        return CLI_USAGE;
    }
    const struct hint_request request = {
        .call = call,
        .manifest = manifest,
        .standing = learner_standing(&learner, manifest),
        .style = console_style(NULL, STDOUT_FILENO),
    };
    return open_hint(&learner, &request, (unsigned)level);
}
