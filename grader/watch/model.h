/* What grader watch knows and shows, as a state machine: an event goes in, the state changes, and what the
 * loop has to do for it stands in `wishes`. It knows no terminal, no file and no clock, so that tests
 * play whole sessions.
 *
 * One exercise is shown at a time; every save of its source begins a grading. Gradings have serial
 * numbers, and news of any but the last one asked for changes nothing: what is on the screen as the
 * result of the source is never that of an older one. Until there is a first result the one before
 * stays on the screen.
 */
#ifndef WORKBOOK_WATCH_MODEL_H
#define WORKBOOK_WATCH_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/manifest.h"
#include "model/verdict.h"
#include "report/style.h"
#include "watch/peek.h"

/* Keys are characters; these are the others. */
enum watch_key {
    WATCH_KEY_ESCAPE = 27,
    WATCH_KEY_UP = 0x110000, /* beyond the characters */
    WATCH_KEY_DOWN,
    WATCH_KEY_LEFT,
    WATCH_KEY_RIGHT,
    WATCH_KEY_PAGE_UP,
    WATCH_KEY_PAGE_DOWN,
    WATCH_KEY_HOME,
    WATCH_KEY_END,
};

enum watch_page {
    WATCH_PAGE_RESULT,
    WATCH_PAGE_HINTS,
    WATCH_PAGE_LIST,
    WATCH_PAGE_HELP,
    WATCH_PAGE_PEEK, /* the shared memory of a run */
};

enum watch_phase {
    WATCH_IDLE,
    WATCH_GRADING,  /* nothing is known yet */
    WATCH_REFINING, /* the first result is there; Valgrind is at work */
};

/* What is known of one exercise. */
struct watch_record {
    struct verdict *verdict; /* the last one, of this exercise alone; owned; NULL: none yet */
    bool preview;            /* Valgrind's part of it is still to come */
    bool outdated;           /* it was asked for again since */
    bool passed;             /* by its last whole verdict, or before this session */
    char *trouble;           /* why the grader could not grade it; owned; NULL: it could */
    unsigned hints;          /* that are open */
};

/* What is known of the grading under way before its first result. */
struct watch_live {
    bool built;
    unsigned passed, failed;                   /* checks of the behaviour */
    const struct manifest_check *first_failed; /* borrowed; NULL: none */
};

/* What the loop is asked to do. */
struct watch_wishes {
    bool aim;      /* watch the folder of the exercise that is shown */
    bool grade;    /* begin the grading model->serial of exercise model->graded */
    bool call_off; /* end the grading under way; a wish to grade does so too */
    bool record;   /* begin the recording model->peek.serial, of model->peek.check */
    bool call_off_record;
    bool edit;    /* open the editor at the place */
    bool reset;   /* put the stub back */
    bool hint;    /* another hint was opened: keep account */
    bool suspend; /* as Ctrl-Z does */
    bool redraw;  /* from scratch: something may have written over it */
    bool quit;
    bool interrupt; /* quit, as Ctrl-C does */
};

struct watch_model {
    const struct manifest *const *exercises; /* borrowed */
    size_t count;
    struct watch_record *records; /* one per exercise; owned */
    size_t at;                    /* the exercise that is shown */

    enum watch_phase phase;
    struct watch_live live;
    size_t graded;   /* the exercise that is being graded, or was last */
    uint64_t serial; /* of the last grading asked for */
    bool check_all;  /* the exercises are graded one after the other */
    bool gone;       /* the source is not there; when it is back it is graded */

    enum watch_page page;
    struct watch_peek peek; /* of the exercise that is shown, and of no older source */
    bool asks_reset;        /* waits for y or n */
    size_t cursor;          /* in the list */
    unsigned scroll;        /* lines of the page that are above the screen */
    unsigned scroll_most;   /* as the last drawing found it */
    unsigned page_rows;     /* likewise */
    char *note;             /* one sentence, until the next key; owned; may be NULL */
    enum report_tone note_tone;

    /* Counted up at each change, for views that tell and do not show. */
    unsigned result_turn, page_turn, note_turn, phase_turn;

    struct watch_wishes wishes;
};

/* Begins with exercise `at`: wishes to watch and to grade it. */
void watch_model_init(struct watch_model *model, const struct manifest *const *exercises,
                      size_t count, size_t at);
void watch_model_finish(struct watch_model *model);

/* --- events --- */

void watch_model_key(struct watch_model *model, int key);
void watch_model_saved(struct watch_model *model);
void watch_model_gone(struct watch_model *model);

/* News of a grading. `check` has ended; NULL: the source was built, or not. */
void watch_model_fact(struct watch_model *model, uint64_t serial,
                      const struct manifest_check *check, bool passed);
/* Both take the verdict, of one exercise. */
void watch_model_preview(struct watch_model *model, uint64_t serial, struct verdict *verdict);
void watch_model_verdict(struct watch_model *model, uint64_t serial, struct verdict *verdict);
/* The grader could not do its work. */
void watch_model_trouble(struct watch_model *model, uint64_t serial, const char *sentence);

/* What came of a recording; the first takes the picture. */
void watch_model_picture(struct watch_model *model, uint64_t serial, struct watch_picture *picture);
void watch_model_no_picture(struct watch_model *model, uint64_t serial, const char *sentence);

/* The time for the next step has come, while watch_model_is_playing. */
void watch_model_tick(struct watch_model *model);

/* The process was stopped and goes on: a grading under way has lost time that it did not use. */
void watch_model_resumed(struct watch_model *model);

/* A page of `lines` lines was drawn into `rows` rows. */
void watch_model_measured(struct watch_model *model, unsigned lines, unsigned rows);
/* A step was drawn from this line of its picture on. */
void watch_model_settled(struct watch_model *model, unsigned scroll);

void watch_model_note(struct watch_model *model, enum report_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* --- questions --- */

/* What is to be done; it is not told a second time. */
struct watch_wishes watch_model_take_wishes(struct watch_model *model);

const struct manifest *watch_model_exercise(const struct watch_model *model);
const struct watch_record *watch_model_record(const struct watch_model *model);

/* The exercise's part of the record's verdict; NULL when there is none. */
const struct exercise_verdict *watch_record_exercise(const struct watch_record *record);

/* The place in the learner's source that the first finding points to. Line 0: nowhere. */
struct watch_place {
    unsigned line, column; /* from 1; column 0: unknown */
};
struct watch_place watch_model_place(const struct watch_model *model);

/* Does one step follow the other by itself? Every VIEWER_PACE_MS. */
bool watch_model_is_playing(const struct watch_model *model);

size_t watch_model_count_passed(const struct watch_model *model);

#endif
