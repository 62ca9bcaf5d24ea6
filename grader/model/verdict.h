/* The verdict: all that the grader found out, as data. Reports are made from it and from nothing
 * else.
 *
 * Its shape is that of the JSON format (docs/verdict.schema.json). Strings are owned by the struct
 * that holds them: set them with memory_set_string() or hand over one that you own. A string that
 * does not apply is NULL. They may hold bytes of student origin: reports make them harmless.
 *
 * A verdict is put together in this order: verdict_create, verdict_append_exercise for each, the
 * stages, checks, diagnostics and leaks of each, exercise_verdict_settle for each, verdict_settle.
 */
#ifndef WORKBOOK_MODEL_VERDICT_H
#define WORKBOOK_MODEL_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "model/manifest.h"
#include "model/schedule.h"
#include "model/stage.h"

/*                  verdict  exercise  stage  check                                               */
enum status {
    STATUS_SKIP,    /*                   x      x    not judged                                   */
    STATUS_PASS,    /*  x        x       x      x                                                 */
    STATUS_FAIL,    /*  x        x       x      x                                                 */
    STATUS_CRASH,   /*                          x    a signal ended the student's process         */
    STATUS_TIMEOUT, /*                          x                                                 */
    STATUS_MISSING, /*           x                   the submission lacks the source              */
    STATUS_ERROR,   /*  x        x       x           the grader could not judge: nobody's zero    */
};

const char *status_name(enum status status);                  /* "skip", "pass", … */
bool status_from_name(const char *name, enum status *status); /* false: no status has it */

/* Points in hundredths, so that sums are exact. */
struct score {
    int64_t earned_hundredths;
    int64_t possible_hundredths;
};

/* A place in the student's source. No file: unknown. */
struct location {
    char *file;      /* as the student knows it: "attach_detach.c" */
    unsigned line;   /* from 1; 0 when unknown */
    unsigned column; /* from 1, in bytes; 0 when unknown; for the caret, not in JSON */
    char *function;
    char *excerpt; /* the source line without its newline, for the text report; not in JSON */
};

/* A compiler's or Valgrind's word about a line of the source. */
struct diagnostic {
    enum stage stage; /* STAGE_BUILD: the compiler; STAGE_MEMORY: Valgrind; not in JSON */
    char *file;
    unsigned line;   /* from 1; 0 when unknown */
    unsigned column; /* from 1, in bytes; 0 when unknown */
    char *severity;  /* "error", "warning" or "note" */
    char *message;
    char *excerpt; /* as in struct location */
};

struct check_verdict {
    char *id;
    char *title;
    enum stage stage;
    enum status status; /* PASS, FAIL, CRASH, TIMEOUT, SKIP */
    unsigned weight;
    char *did;                 /* what we did: a sentence or a call */
    char *expected;            /* what we expected */
    char *observed;            /* what happened */
    char *look;                /* where to look: man page, lesson section */
    struct schedule *schedule; /* that shows it; of the races stage; NULL: none */
    struct location location;
    int64_t duration_ms;
    bool hidden; /* a policy wants that students do not see which check this is; not in JSON */
};

/* A kernel object or resource that was left over. */
struct leak {
    char *kind;    /* "sysv-shm" "sysv-sem" "sysv-msg" "posix-shm" "posix-sem" "posix-mq" "file"
                      "attachment" "mapping" "descriptor" "process" */
    char *id;      /* number or name */
    int64_t bytes; /* -1 when it has no size */
    char *check;   /* id of the check in which it was found */
    struct location location; /* the line that made it */
};

/* A leak's kind for people: "System V segment". The kind itself when it is none of those above. */
const char *leak_kind_words(const char *kind);

struct stage_verdict {
    enum status status; /* PASS, FAIL, SKIP, ERROR */
    bool not_asked;     /* left out by --fast or the like: its checks do not count; not in JSON */
    int64_t duration_ms;
    char *message;
};

struct exercise_verdict {
    unsigned number;
    char *name;         /* "attach-detach" */
    char *folder;       /* "03-attach-detach"; not in JSON */
    char *source;       /* "attach_detach.c"; not in JSON */
    enum status status; /* PASS, FAIL, MISSING, ERROR */
    struct score score;
    char *source_sha256; /* 64 lower-case hex digits; NULL when there is no source */
    int64_t duration_ms;
    struct stage_verdict stages[STAGE_COUNT];
    struct diagnostic *diagnostics;
    size_t diagnostic_count;
    struct check_verdict *checks; /* in the manifest's order */
    size_t check_count;
    struct leak *leaks;
    size_t leak_count;
    /* information, never points; NULL: not asked for, or not right */
    struct weakest_orders *weakest;
};

struct verdict {
    char *grader_version;
    struct {
        char *sandbox;  /* "full", "reduced" or "off" */
        char *compiler; /* "gcc 12.2.0" */
        char *valgrind; /* "3.19.0"; NULL when there is none */
        char *kernel;   /* "6.1.0-18-amd64" */
    } environment;
    enum status status; /* PASS, FAIL, ERROR */
    struct score score;
    struct exercise_verdict **exercises; /* pointers stay valid while others are appended */
    size_t exercise_count;
};

#define AUTO_VERDICT AUTO(verdict_cleanup)

struct verdict *verdict_create(void);
void verdict_destroy(struct verdict *verdict); /* NULL is accepted */

static inline void verdict_cleanup(struct verdict **verdict)
{
    verdict_destroy(*verdict);
}

/* A new exercise with number, names and possible score of the manifest, all its checks in their
 * order with status SKIP, and all its stages SKIP. Borrowed: the verdict owns it. */
struct exercise_verdict *verdict_append_exercise(struct verdict *verdict,
                                                 const struct manifest *manifest);

/* Zeroed new elements, borrowed; valid until the next append to the same list. */
struct diagnostic *exercise_verdict_append_diagnostic(struct exercise_verdict *exercise);
struct leak *exercise_verdict_append_leak(struct exercise_verdict *exercise);

void exercise_verdict_clear_diagnostics(struct exercise_verdict *exercise, enum stage stage);
void exercise_verdict_clear_leaks(struct exercise_verdict *exercise);

/* The check of that id, or NULL. Borrowed. */
struct check_verdict *exercise_verdict_find_check(const struct exercise_verdict *exercise,
                                                  const char *id);

/* Derives what follows from the rest; call when the exercise is judged.
 *   - A stage that passed and has a check that did not becomes FAIL.
 *   - Status, in this order: MISSING stays; ERROR when it was set or a stage has ERROR; FAIL when a
 *     stage or a check that counts did not pass; ERROR when nothing passed at all, for then nothing
 *     was judged; else PASS. A skipped check does not pass, unless its stage was not asked for.
 *   - Score: possible * weight of the passed checks / weight of the checks that count, rounded down
 *     to hundredths, so that the full score means that all is right; 0 when the build failed. A check of
 *     the races stage counts when it fails and not when it passes: its report comes from a process that
 *     holds the student's code, and a forged one must not be worth anything. */
void exercise_verdict_settle(struct exercise_verdict *exercise);

/* That score, of a settled exercise: what it follows from is all there. */
int64_t exercise_verdict_earned_hundredths(const struct exercise_verdict *exercise);

/* Derives overall status (ERROR before FAIL before PASS; none at all is ERROR) and score (sums). */
void verdict_settle(struct verdict *verdict);

/* Marks the check as hidden; leaks that were found in it forget where that was. */
void exercise_verdict_hide_check(struct exercise_verdict *exercise, struct check_verdict *check);

/* Takes names, words and places off the hidden checks, and with that of the memory or leaks stage what Valgrind or the
 * ledger found. Their statuses and weights stay, for they count as any other. */
void verdict_conceal_hidden(struct verdict *verdict);

/* Did this check count, and not pass? */
bool exercise_verdict_check_failed(const struct exercise_verdict *exercise,
                                   const struct check_verdict *check);

/* The first exercise, in order, that did not pass; NULL when all did. Borrowed. */
const struct exercise_verdict *verdict_first_failed(const struct verdict *verdict);

#endif
