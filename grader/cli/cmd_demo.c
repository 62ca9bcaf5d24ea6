/* grader demo [NAME]: two programs side by side, and the kernel's tables under each of their
 * lines. */
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/keys.h"
#include "cli/options.h"
#include "demo/demo_run.h"
#include "demo/demo_view.h"
#include "model/layout.h"

static void write_list(struct text *out)
{
    size_t count = 0;
    const struct demo *demos = demo_list(&count);
    text_append(out, "\n");
    for (size_t i = 0; i < count; i++) {
        text_format(out, "  %-12s %s\n", demos[i].name, demos[i].title);
    }
    text_append(out,
                "\n  Two programs each, in docs/demos. Side by side: ./workbook demo posix\n\n");
}

static void write_end(const struct demo *demo, struct text *out)
{
    text_format(out,
                "\n  By hand, in two terminals: docs/demos/%s/README.md\n"
                "  The same as an exercise:   ./workbook check %s\n\n",
                demo->name, demo->exercise);
}

/* A demo on the screen: where it has come to. */
struct showing {
    struct report_style style;
    struct keys keys;
    struct demo_run run;
    struct demo_step last; /* the step that was shown last */
    unsigned number;       /* of that step; 0: none yet */
};

static void showing_finish(struct showing *showing)
{
    demo_step_finish(&showing->last);
    demo_run_finish(&showing->run);
    keys_end(&showing->keys);
}

/* Writes the step, and keeps it. */
static bool show_step(struct showing *showing, struct demo_step *step, struct error *err)
{
    AUTO_TEXT struct text out = {0};
    bool first = showing->number++ == 0;
    if (first) {
        demo_view_begin(&showing->style, &out);
    }
    demo_view_step(&showing->style, &out, showing->number, step, first ? NULL : &showing->last);
    demo_step_finish(&showing->last);
    showing->last = *step;
    *step = (struct demo_step){0};
    return console_write(&out, err);
}

/* ECMA-48: erase in line. The prompt's place is used by what comes next. */
static const char take_back[] = "\r\033[K";

/* Waits, on a terminal, until the next step is wanted. False: enough seen, or trouble. */
static bool wait_for_key(struct showing *showing, struct error *err)
{
    if (!showing->keys.active) {
        return true;
    }
    AUTO_TEXT struct text prompt = {0};
    text_append(&prompt, "\n      ");
    report_style_append(&showing->style, &prompt, TONE_FAINT,
                        "space: next step   a: all   q: quit");
    if (!console_write(&prompt, err)) {
        return false;
    }
    int key = keys_read(&showing->keys);
    if (key == 'a') {
        keys_end(&showing->keys); /* nobody waits for one any more: Ctrl-C is a signal again */
    }
    text_clear(&prompt);
    text_append(&prompt, take_back);
    return console_write(&prompt, err) && key != KEYS_QUIT;
}

static enum cli_status show(struct showing *showing, const struct command_call *call,
                            const struct demo *demo)
{
    for (;;) {
        AUTO_DEMO_STEP struct demo_step step = {0};
        switch (demo_run_next(&showing->run, &step, call->err)) {
        case DEMO_RECORD_BROKEN:
            return CLI_BROKEN;
        case DEMO_RECORD_END:
            write_end(demo, call->out);
            return CLI_PASSED;
        case DEMO_RECORD_STEP:
            break;
        }
        if (!show_step(showing, &step, call->err)) {
            return CLI_BROKEN;
        }
        if (!wait_for_key(showing, call->err)) {
            return call->err->message[0] != '\0' ? CLI_BROKEN : CLI_PASSED;
        }
    }
}

enum cli_status cmd_demo(const struct command_call *call)
{
    bool plain = false;
    const struct option_spec specs[] = {
        {.name = "plain", .kind = OPTION_FLAG, .target = &plain},
    };
    int operands = 0;
    if (!options_parse(specs, 1, call->argc, call->argv, &operands, call->err)) {
        return CLI_USAGE;
    }
    if (operands == 0 && !plain) {
        write_list(call->out);
        return CLI_PASSED;
    }
    if (operands != 1) {
        (void)error_set(call->err, "demo shows one demo at a time: grader demo NAME");
        return CLI_USAGE;
    }
    const struct demo *demo = demo_find(call->argv[1], call->err);
    if (demo == NULL) {
        return CLI_USAGE;
    }
    AUTO_LAYOUT struct layout layout = {0};
    if (!layout_find(&layout, call->err)) {
        return CLI_BROKEN;
    }
    AUTO(showing_finish)
    struct showing showing = {
        .style = console_style(NULL, STDOUT_FILENO),
        .keys = {.signals = -1},
        .run = {.go = -1},
    };
    if (!demo_run_start(&showing.run, &layout, demo, call->err)) {
        return CLI_BROKEN;
    }
    if (!plain) {
        showing.keys = keys_begin();
    }
    return show(&showing, call, demo);
}
