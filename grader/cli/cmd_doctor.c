/* grader doctor: is everything here that grading needs, and what is to be typed where it is not? */
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/doctor.h"
#include "model/layout.h"
#include "sandbox/probe.h"

void doctor_say(struct doctor *doctor, enum doctor_grade grade, const char *what, const char *words)
{
    static const struct {
        const char *word;
        enum report_tone tone;
    } grades[] = {
        [DOCTOR_GOOD] = {"ok", TONE_GOOD},
        [DOCTOR_WEAK] = {"weak", TONE_WARN},
        [DOCTOR_MISSING] = {"MISSING", TONE_BAD},
    };
    text_append(doctor->out, "  ");
    report_style_append(&doctor->style, doctor->out, grades[grade].tone, grades[grade].word);
    text_append_repeated(doctor->out, ' ', 9 - strlen(grades[grade].word));
    text_format(doctor->out, "%-18s ", what);
    report_style_wrap(&doctor->style, doctor->out, 30, words);
    text_append(doctor->out, "\n");
    doctor->weak += grade == DOCTOR_WEAK ? 1 : 0;
    doctor->missing += grade == DOCTOR_MISSING ? 1 : 0;
}

static void write_closing(const struct doctor *doctor, const struct text *install)
{
    text_append(doctor->out, "\n");
    if (install->length > 0) {
        text_format(doctor->out, "  To install what is missing:\n    %sapt-get install%s\n",
                    geteuid() == 0 ? "" : "sudo ", text_string(install));
    }
    if (doctor->missing > 0) {
        text_format(doctor->out, "  %zu missing: grading will not work.\n", doctor->missing);
    } else if (doctor->weak > 0) {
        text_append(doctor->out, "  Grading works; 'weak' says what is less than it could be.\n");
    } else {
        text_append(doctor->out, "  All is well.\n");
    }
    text_append(doctor->out, "\n");
}

enum cli_status cmd_doctor(const struct command_call *call)
{
    if (call->argc > 1) {
        (void)error_set(call->err, "doctor takes no arguments");
        return CLI_USAGE;
    }
    AUTO_LAYOUT struct layout layout = {0};
    if (!layout_find(&layout, call->err)) {
        return CLI_BROKEN;
    }
    AUTO_FREE char *list = memory_format("%s/grader/setup/packages.txt", layout.root);
    AUTO_TEXT struct text install = {0};
    struct doctor doctor = {.style = console_style(NULL, STDOUT_FILENO), .out = call->out};
    text_append(call->out, "\n  What grading runs on:\n");
    /* First: what is to be asked below needs some of them. */
    doctor_examine_limits(&doctor);
    if (!doctor_examine_packages(&doctor, list, &install, call->err)) {
        return CLI_BROKEN;
    }
    struct error refusal = {0};
    bool namespaces = probe_namespaces(&refusal);
    doctor_examine_machine(&doctor, &layout, namespaces);
    text_append(call->out, "\n  What keeps a learner's code in:\n");
    doctor_examine_confinement(&doctor, namespaces ? NULL : &refusal);
    doctor_examine_groups(&doctor);
    write_closing(&doctor, &install);
    return doctor.missing > 0 ? CLI_FAILED : CLI_PASSED;
}
