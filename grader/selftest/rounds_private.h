/* Rounds under way, as rounds.c, rounds_jobs.c and rounds_source.c see them. */
#ifndef WORKBOOK_SELFTEST_ROUNDS_PRIVATE_H
#define WORKBOOK_SELFTEST_ROUNDS_PRIVATE_H

#include "base/text.h"
#include "selftest/rounds.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct job {
    struct selftest_exercise *exercise;
    size_t exercise_index, source;
    bool whole;            /* with Valgrind and the races checker, unless asked to be fast */
    struct text reference; /* the verdict of the first round; empty: there was none */
};

/* Rounds under way. What is below `lock` is guarded by it; the rest is set up before a round starts, and
 * each thread writes to the promises of its own jobs alone. */
struct running {
    const struct selftest_request *request;
    struct selftest *selftest;
    struct job *jobs;
    size_t job_count;
    size_t total; /* gradings of all rounds */
    unsigned number;
    struct selftest_round *round; /* under way */
    struct job **wanted;          /* the jobs of this round */
    size_t wanted_count;

    pthread_mutex_t lock;
    size_t done;
};

/* The sources that were asked for become jobs, which the caller frees, with their references; counts the
 * gradings of all rounds. */
void round_collect_jobs(struct running *running);
/* Those of the round under way, into `wanted`, which has room for all. */
void round_choose_jobs(struct running *running);

/* Grades the source of the job, and notes what came of it. */
void round_do_source(struct running *running, struct job *job);

/* Nobody wants any more of it; what is being graded comes to half a verdict, perhaps. */
bool round_is_called_off(const struct running *running);

#endif
