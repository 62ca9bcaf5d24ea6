/* The parts of `grader doctor`: each finding is one line, with what to do about it. */
#ifndef WORKBOOK_CLI_DOCTOR_H
#define WORKBOOK_CLI_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "model/layout.h"
#include "report/style.h"

enum doctor_grade {
    DOCTOR_GOOD,
    DOCTOR_WEAK,    /* grading works, with less than the best */
    DOCTOR_MISSING, /* grading does not work */
};

struct doctor {
    struct report_style style;
    struct text *out;
    size_t weak;
    size_t missing;
};

/* "  ok       valgrind          3.19.0" and counts what is not good. */
void doctor_say(struct doctor *doctor, enum doctor_grade grade, const char *what,
                const char *words);

/* Goes through the package list and says which are missing, or that none is; the names of those are
 * put into `install`, with a space before each. */
bool doctor_examine_packages(struct doctor *doctor, const char *list_path, struct text *install,
                             struct error *err);

/* Is the package there, by its probe ("cmd:gcc", "pkg:jansson", "header:sys/shm.h", "lib:libffi.so.8")? An unknown
 * kind of probe is a failure. */
bool doctor_probe(const char *probe, bool *found, struct error *err);

/* What keeps a learner's code in: namespaces (NULL: they are there; else why they are refused), seccomp, Landlock, tracing. */
void doctor_examine_confinement(struct doctor *doctor, const struct error *refusal);

/* Whether all gradings together are bounded, by the control group of this session. */
void doctor_examine_groups(struct doctor *doctor);

/* Limits of this session that are too low, and cannot be raised. Says nothing of the others. */
void doctor_examine_limits(struct doctor *doctor);

/* What grading runs on: kernel, /dev/shm, System V settings, file systems,
 * tools. `namespaces`: they are there. */
void doctor_examine_machine(struct doctor *doctor, const struct layout *layout, bool namespaces);

#endif
