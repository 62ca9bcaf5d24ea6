/* An examination under way: what the proctor has started and listens to. main.c leads through it,
 * exam_start.c begins it, exam_watch.c waits for what happens.
 */
#ifndef WORKBOOK_PROCTOR_EXAM_H
#define WORKBOOK_PROCTOR_EXAM_H

#include "base/error.h"
#include "base/text.h"
#include "proctor/plan.h"
#include "proctor/reports.h"
#include "proctor/room.h"
#include "sandbox/delays.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    EXAM_TESTS_OUTPUT_MAX = 16 * 1024, /* bytes kept of what the test program printed */
};

struct exam {
    const struct plan *plan;
    struct room room;
    struct reports reports; /* under Valgrind */
    pid_t zygote;
    pid_t tests;
    struct delays delays;
    int signals;        /* signalfd */
    int student_output; /* our end of a pipe */
    int tests_output;
    int tests_gate; /* closed, the tests begin */
    struct text student_text;
    struct text tests_text;
    bool student_cut, tests_cut; /* more came than these hold */
    uint64_t student_bytes;      /* that came */
    bool door_closed;            /* nothing more comes through it */
    bool called_off;             /* the grader, or its end, ends the examination */
    bool tests_ended;
    int tests_status;
    int group_files[2]; /* of the control group, for the tests to read; so many as there are */
    size_t group_file_count;
    bool leaving;      /* the zygote was asked to end */
    int zygote_status; /* wait status, once it has ended by itself; else 0 */
};

/* Starts the inner sandbox with the zygote, and beside it the test program, which waits. */
bool exam_start(struct exam *exam, struct error *err);

/* Waits until the object has come through the door, or it is clear that there will be none: then
 * exam->called_off is set. */
bool exam_await_object(struct exam *exam, struct error *err);

/* Lets the tests begin, and forwards records and collects output until they have ended or the
 * examination is called off. */
void exam_watch(struct exam *exam);

/* Under Valgrind the last actors may still be writing their reports: the zygote is asked to wait
 * for them and to end. One that does not within the time is killed, and has no report. */
void exam_await_reports(struct exam *exam);

/* Takes from the pipe of the student's output what there is, up to `limit` bytes in all. Returns
 * the bytes read; 0 at its end; -1 when there is nothing yet. */
ssize_t exam_drain_student(struct exam *exam, size_t limit);

#endif
