/* A browser that is told what to do: Chromium without a screen, spoken to by the DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/) through a pair of pipes, as its --remote-debugging-pipe has it:
 * JSON documents with a zero byte behind each. */
#ifndef WORKBOOK_TESTS_BROWSER_DEVTOOLS_H
#define WORKBOOK_TESTS_BROWSER_DEVTOOLS_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/text.h"

struct devtools {
    pid_t pid;
    int to, from;
    int next_id;
    int64_t deadline_ms; /* base/clock.h; whoever waits beyond it gives up */
    char *session;       /* of the page; NULL before there is one */
    struct text input;   /* not yet a whole document */
    /* Called with each event (its name, its parameters). */
    void (*on_event)(void *context, const char *method, const json_t *params);
    void *context;
};

/* Starts the program with a profile in a folder of its own. False with a word on standard error, like all here. */
bool devtools_start(struct devtools *devtools, const char *program, const char *profile);
void devtools_stop(struct devtools *devtools);

/* The result, owned by the caller; NULL when the browser refuses, is gone, or takes too long. Steals `params`, which may
 * be NULL. */
json_t *devtools_call(struct devtools *devtools, const char *method, json_t *params);

/* The same without a result. */
bool devtools_do(struct devtools *devtools, const char *method, json_t *params);

/* Takes events until *seen is true. */
bool devtools_wait(struct devtools *devtools, const bool *seen);

/* A page to work with: its session is that of the calls from here on. */
bool devtools_open_page(struct devtools *devtools);

#endif
