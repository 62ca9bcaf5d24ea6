/* Gradings, or recordings of single checks, on a thread of their own, one at a time, so that the screen lives on meanwhile.
 *
 * Asked for another one while one is under way, or told to drop it, it calls that off (base/cancel.h): its
 * sandboxes are killed with all that is in them, the thread comes to its end, and only then the next
 * one begins. So two gradings never share the machine, and nothing is left of the first one. News
 * come by serial number, in order; the last of each grading is a verdict or trouble, but one that
 * was called off may end without a word.
 */
#ifndef WORKBOOK_WATCH_ERRAND_H
#define WORKBOOK_WATCH_ERRAND_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cancel.h"
#include "model/grade_request.h"
#include "watch/picture.h"

enum errand_kind {
    ERRAND_FACT,    /* check, passed: natively, and as soon as it has ended */
    ERRAND_PREVIEW, /* verdict; Valgrind's part is still to come */
    ERRAND_VERDICT, /* verdict */
    ERRAND_PICTURE, /* picture: what a recording brought */
    ERRAND_TROUBLE, /* err: the grader could not do its work */
};

/* What is to be done. All but the number is borrowed. */
struct errand_task {
    const struct manifest *manifest;
    /* this one alone, and recorded; NULL: the exercise is graded */
    const struct manifest_check *check;
    uint64_t serial;
};

struct errand_news {
    uint64_t serial;
    enum errand_kind kind;
    struct verdict *verdict;            /* whoever takes the news owns it */
    struct watch_picture *picture;      /* likewise */
    const struct manifest_check *check; /* NULL: the build */
    bool passed;
    struct error err;
};

struct errand {
    grade_function *grade;
    struct grade_request request; /* of what is under way; exercises points into `task` */
    const struct grade_sessions *sessions;
    struct errand_task task;
    struct watch_picture *picture; /* that is being recorded; NULL: none */
    bool running;
    pthread_t thread;
    struct cancel cancel;
    int events; /* eventfd: news, or the thread's end */

    struct errand_task next; /* to begin when the thread has ended; no manifest: nothing */

    pthread_mutex_t lock; /* guards what follows */
    struct errand_news *news;
    size_t news_count;
    bool ended; /* the thread has nothing more to say */
};

/* `request` is the pattern of all gradings: borrowed for the life of the errand; its exercises, its
 * callbacks, its cancel and its session are the errand's own. `sessions` may be NULL. To be called
 * when signals are blocked as every thread is to have them: a session may bring one. */
bool errand_init(struct errand *errand, grade_function *grade,
                 const struct grade_sessions *sessions, const struct grade_request *request,
                 struct error *err);

/* Stops what is under way. */
void errand_finish(struct errand *errand);

/* Begins as soon as what is under way, which is called off, is out of the way. */
bool errand_start(struct errand *errand, const struct errand_task *task, struct error *err);
void errand_call_off(struct errand *errand);

/* Calls off, and waits for the end: some milliseconds. */
void errand_stop(struct errand *errand);

/* When errand->events is readable: takes the oldest news, false when there is none left. Begins what waits
 * to be begun. */
bool errand_take(struct errand *errand, struct errand_news *news);

#endif
