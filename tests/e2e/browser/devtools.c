#include "devtools.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"

/* What the browser reads from and writes to; and a time for all of it on a machine that is busy. */
enum { BROWSER_IN = 3, BROWSER_OUT = 4, OWN_MS = 400000, PIECE_BYTES = 65536 };

static bool complain(const char *what)
{
    (void)fprintf(stderr, "look_at_pages: %s\n", what);
    return false;
}

/* In the child. Both ends may lie on each other's numbers. */
_Noreturn static void become_browser(const char *program, const char *profile, int in, int out)
{
    int high_in = dup2(in, 100);
    int high_out = dup2(out, 101);
    bool ready =
        dup2(high_in, BROWSER_IN) >= 0 && dup2(high_out, BROWSER_OUT) >= 0 &&
        prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && setpgid(0, 0) == 0 &&
        freopen("/dev/null", "w", stderr) != NULL; /* it complains of desktops that are not there */
    (void)close(high_in);
    (void)close(high_out);
    AUTO_FREE char *folder = memory_format("--user-data-dir=%s", profile);
    if (ready) {
        execlp(program, program, "--headless=new", "--no-sandbox", "--disable-gpu",
               "--disable-dev-shm-usage", "--disable-background-networking",
               "--disable-component-update", "--disable-extensions", "--no-first-run",
               "--no-default-browser-check", "--hide-scrollbars", "--remote-debugging-pipe", folder,
               "about:blank", (char *)NULL);
    }
    _exit(127);
}

bool devtools_start(struct devtools *devtools, const char *program, const char *profile)
{
    int to[2];
    int from[2];
    *devtools = (struct devtools){.to = -1, .from = -1, .next_id = 1};
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
        return complain("no pipe");
    }
    (void)signal(SIGPIPE, SIG_IGN);
    devtools->deadline_ms = clock_now_ms() + OWN_MS;
    devtools->pid = fork();
    if (devtools->pid == 0) {
        become_browser(program, profile, to[0], from[1]);
    }
    (void)close(to[0]);
    (void)close(from[1]);
    devtools->to = to[1];
    devtools->from = from[0];
    return devtools->pid > 0 || complain("no process");
}

void devtools_stop(struct devtools *devtools)
{
    if (devtools->to >= 0) {
        (void)close(devtools->to);
        (void)close(devtools->from);
    }
    if (devtools->pid > 0) {
        (void)kill(-devtools->pid, SIGKILL);
        (void)kill(devtools->pid, SIGKILL);
        (void)waitpid(devtools->pid, NULL, 0);
    }
    free(devtools->session);
    text_finish(&devtools->input);
    *devtools = (struct devtools){.to = -1, .from = -1};
}

static bool read_more(struct devtools *devtools)
{
    char piece[PIECE_BYTES];
    struct pollfd ready = {.fd = devtools->from, .events = POLLIN};
    int64_t left_ms = devtools->deadline_ms - clock_now_ms();
    int polled = left_ms > 0 ? poll(&ready, 1, (int)left_ms) : 0;
    if (polled < 0 && errno == EINTR) {
        return true;
    }
    if (polled <= 0) {
        return complain("the browser takes too long");
    }
    ssize_t got = read(devtools->from, piece, sizeof piece);
    if (got <= 0) {
        return complain("the browser is gone");
    }
    text_append_bytes(&devtools->input, piece, (size_t)got);
    return true;
}

/* The next document, owned by the caller; NULL: there will be none. */
static json_t *read_document(struct devtools *devtools)
{
    char *end;
    while (devtools->input.length == 0 ||
           (end = memchr(devtools->input.bytes, '\0', devtools->input.length)) == NULL) {
        if (!read_more(devtools)) {
            return NULL;
        }
    }
    size_t length = (size_t)(end - devtools->input.bytes);
    json_t *document = json_loadb(devtools->input.bytes, length, 0, NULL);
    AUTO_TEXT struct text rest = {0};
    text_append_bytes(&rest, end + 1, devtools->input.length - length - 1);
    text_finish(&devtools->input);
    devtools->input = rest;
    rest = (struct text){0};
    if (document == NULL) {
        (void)complain("the browser speaks no JSON");
    }
    return document;
}

/* The next document when it answers a call; an event is handled, and NULL. */
static bool take(struct devtools *devtools, json_t **answer)
{
    json_t *document = read_document(devtools);
    if (document == NULL) {
        return false;
    }
    const char *method = json_string_value(json_object_get(document, "method"));
    if (method == NULL) {
        *answer = document;
        return true;
    }
    if (devtools->on_event != NULL) {
        devtools->on_event(devtools->context, method, json_object_get(document, "params"));
    }
    json_decref(document);
    return true;
}

bool devtools_wait(struct devtools *devtools, const bool *seen)
{
    while (!*seen) {
        json_t *stray = NULL;
        if (!take(devtools, &stray)) {
            return false;
        }
        json_decref(stray);
    }
    return true;
}

static bool send_call(struct devtools *devtools, int id, const char *method, json_t *params)
{
    json_t *call = json_pack("{s:i, s:s, s:o}", "id", id, "method", method, "params",
                             params != NULL ? params : json_object());
    if (devtools->session != NULL) {
        json_object_set_new(call, "sessionId", json_string(devtools->session));
    }
    AUTO_FREE char *words = json_dumps(call, JSON_COMPACT);
    json_decref(call);
    return file_write_all(devtools->to, words, strlen(words) + 1) ||
           complain("the browser does not listen");
}

json_t *devtools_call(struct devtools *devtools, const char *method, json_t *params)
{
    int id = devtools->next_id++;
    json_t *answer = NULL;
    if (!send_call(devtools, id, method, params)) {
        return NULL;
    }
    while (json_integer_value(json_object_get(answer, "id")) != id) {
        json_decref(answer);
        answer = NULL;
        if (!take(devtools, &answer)) {
            return NULL;
        }
    }
    json_t *result = json_incref(json_object_get(answer, "result"));
    if (result == NULL) {
        AUTO_FREE char *words = json_dumps(answer, JSON_COMPACT);
        (void)fprintf(stderr, "look_at_pages: %s: %s\n", method, words);
    }
    json_decref(answer);
    return result;
}

bool devtools_do(struct devtools *devtools, const char *method, json_t *params)
{
    json_t *result = devtools_call(devtools, method, params);
    json_decref(result);
    return result != NULL;
}

bool devtools_open_page(struct devtools *devtools)
{
    json_t *target =
        devtools_call(devtools, "Target.createTarget", json_pack("{s:s}", "url", "about:blank"));
    json_t *id = json_object_get(target, "targetId");
    json_t *attached = id == NULL
                           ? NULL
                           : devtools_call(devtools, "Target.attachToTarget",
                                           json_pack("{s:O, s:b}", "targetId", id, "flatten", 1));
    const char *session = json_string_value(json_object_get(attached, "sessionId"));
    devtools->session = memory_copy_string(session);
    json_decref(attached);
    json_decref(target);
    return devtools->session != NULL && devtools_do(devtools, "Page.enable", NULL) &&
           devtools_do(devtools, "Runtime.enable", NULL) &&
           devtools_do(devtools, "Log.enable", NULL) &&
           devtools_do(devtools, "Network.enable", NULL);
}
