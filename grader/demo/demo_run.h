/* A demo that is being shown: the stage (stage_main.c) in its room, and the steps that come from
 * it.
 *
 * The room is made of namespaces, with a /dev/shm and a /tmp of its own, so that the kernel takes
 * everything away with it. On a machine that refuses namespaces the demo plays among everybody's
 * objects, under names of its own.
 */
#ifndef WORKBOOK_DEMO_DEMO_RUN_H
#define WORKBOOK_DEMO_DEMO_RUN_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/error.h"
#include "demo/demo.h"
#include "demo/demo_step.h"
#include "model/layout.h"

struct demo_run {
    pid_t pid;
    int go;      /* a socket: a byte asks for the next step */
    FILE *steps; /* lines of JSON */
    bool begun;
};

#define AUTO_DEMO_RUN AUTO(demo_run_finish)

/* Starts the stage. The run is to be finished, also after a failure. */
bool demo_run_start(struct demo_run *run, const struct layout *layout, const struct demo *demo,
                    struct error *err);

/* The next step; DEMO_RECORD_END after the last one. *step is to be empty before. */
enum demo_record demo_run_next(struct demo_run *run, struct demo_step *step, struct error *err);

/* Ends the demo, wherever it is; nothing of it is left. */
void demo_run_finish(struct demo_run *run);

#endif
