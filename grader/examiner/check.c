#include "examiner/check.h"

#include "examiner/actor_private.h"
#include "examiner/clean_up.h"
#include "examiner/exhaustion.h"
#include "examiner/kernel_private.h"
#include "examiner/noted.h"
#include "examiner/place.h"
#include "examiner/record.h"
#include "examiner/recorder.h"
#include "examiner/refused_call.h"
#include "examiner/session.h"
#include "examiner/tally.h"
#include "examiner/usage.h"
#include "protocol/environment.h"

#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

struct session *session_current(void)
{
    /* One check, one process, one session. */
    static struct session session;
    return &session;
}

/* --- findings ----------------------------------------------------------------------------- */

/* The call that is to be looked at: the newest one under way, when none has come back since it began, for then
 * the finding is about its not coming back; else the one that came back last. */
static void set_function(struct finding *finding, const struct session *session)
{
    unsigned newest = session->last_outcome;
    const struct function *last = session->last_function;
    finding->function = last != NULL ? last->name : NULL;
    finding->function_offset = session->last_function_offset;
    for (const struct actor *actor = session->actors; actor != NULL; actor = actor->next) {
        if (actor->call.function != NULL && actor->call.note > newest) {
            newest = actor->call.note;
            finding->function = actor->call.function->name;
            finding->function_offset = 0;
        }
    }
    if (session->look_at != NULL) {
        finding->function = session->look_at->name;
        finding->function_offset = 0;
    }
}

void session_note_refused_call(const struct wire_reply *reply)
{
    struct session *session = session_current();
    if (session->refused_call == 0) {
        session->refused_call = reply->refused_call;
        session->refused_call_offset = reply->refused_call_offset;
    }
}

/* The line of a call that was refused, where the finding knows no better one. */
static struct wire_reply place_of_refused_call(const struct session *session)
{
    return (struct wire_reply){.frame_count = session->refused_call_offset != 0,
                               .frames = {session->refused_call_offset}};
}

_Noreturn void session_end(enum finding_status status, const struct wire_reply *crash,
                           const char *look, const char *expected, const char *observed)
{
    static const char *const names[] = {
        [FINDING_FAIL] = "fail", [FINDING_CRASH] = "crash", [FINDING_TIMEOUT] = "timeout"};
    struct session *session = session_current();
    recorder_stands();
    char did[SESSION_TEXT * 2 + SESSION_CALLS_SHOWN * SESSION_CALL_TEXT];
    session_tell(did, sizeof did, status);
    char told[SESSION_TEXT + REFUSED_CALL_TEXT];
    char refused[REFUSED_CALL_TEXT];
    refused_call_text(session->refused_call, refused);
    snprintf(told, sizeof told, "%s%s", observed, refused);
    char seen[sizeof told + EXHAUSTION_TEXT];
    bool exhausted = exhaustion_add(session->killed_before, told, seen, sizeof seen);
    struct wire_reply place = place_of_refused_call(session);
    if (exhausted) {
        look = EXHAUSTION_LOOK;
    }
    if (!session->ended) {
        session->ended = true;
        tally_add(TALLY_FAILURES);
        if (status == FINDING_TIMEOUT || exhausted) {
            tally_add(TALLY_HANGS);
        }
        struct finding finding = {.status = names[status],
                                  .did = did,
                                  .expected = expected,
                                  .observed = seen,
                                  .look = look,
                                  .crash = crash != NULL ? crash : &place};
        set_function(&finding, session);
        record_end(session->check, &finding, 0);
        recorder_finding(names[status], seen);
    }
    longjmp(session->end, 1);
}

_Noreturn void check_fail(const char *look, const char *expected, const char *observed, ...)
{
    char text[SESSION_TEXT];
    va_list list;
    va_start(list, observed);
    vsnprintf(text, sizeof text, observed, list);
    va_end(list);
    session_end(FINDING_FAIL, NULL, look, expected, text);
}

/* --- the life of a check ------------------------------------------------------------------ */

bool check_under_valgrind(void)
{
    return session_current()->under_valgrind;
}

void check_on_one_processor(void)
{
    struct session *session = session_current();
    int number = sched_getcpu();
    if (number >= 0 && number < CPU_SETSIZE) {
        CPU_ZERO(&session->processor);
        CPU_SET(number, &session->processor);
        session->on_one_processor =
            sched_setaffinity(0, sizeof session->processor, &session->processor) == 0;
    }
}

uint32_t check_random(uint32_t bound)
{
    /* xorshift32 (Marsaglia 2003): inputs that vary with the seed, nothing more. */
    uint32_t x = session_current()->random_state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    session_current()->random_state = x;
    return x % bound;
}

void check_random_text(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        text[i] = (char)('a' + check_random(26));
    }
    text[length] = '\0';
}

static uint32_t seed_for(const char *name)
{
    uint32_t seed = (uint32_t)strtoul(place_get(SEED_VARIABLE), NULL, 10) * 2654435761U;
    for (const char *c = name; *c != '\0'; c++) {
        seed = (seed ^ (unsigned char)*c) * 16777619U;
    }
    return seed != 0 ? seed : 1;
}

static int connect_to_zygote(void)
{
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", place_get(SESSION_VARIABLE));
    int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
    /* When the zygote has ended nobody listens any more: the first actor_spawn will say so. */
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != ECONNREFUSED) {
        perror("cannot reach the zygote");
        exit(3);
    }
    return fd;
}

static void begin(struct session *session, const char *name)
{
    session->check = name;
    session->under_valgrind = strcmp(place_get(PASS_VARIABLE), "memory") == 0;
    session->reduced = strcmp(place_get(SANDBOX_VARIABLE), "full") != 0;
    session->random_state = seed_for(name);
    pthread_mutex_init(&session->report_lock, NULL);
    session->report = record_open();
    session->zygote = connect_to_zygote();
    ledger_read_kernel(&session->before);
    noted_begin(session);
    session->killed_before = exhaustion_count();
    record_begin(name);
    recorder_begin(session);
}

/* A learner waits seconds for a verdict, not minutes: after so many checks that hung, or filled the run with
 * processes or memory, no more. */
enum { HANGS_MAX = 3 };

static bool is_to_be_skipped(struct session *session, enum check_where where)
{
    if (session->under_valgrind && where == CHECK_NATIVE_ONLY) {
        record_end(session->check, &(struct finding){.status = "skip"}, 0);
        return true;
    }
    const char *why =
        tally_read(TALLY_HANGS) >= HANGS_MAX
            ? "not run: three checks before it did not come to an end, or came to a limit of all "
              "processes together"
        : strcmp(place_get(STOP_VARIABLE), "yes") == 0 && tally_read(TALLY_FAILURES) > 0
            ? "not run: a check before it failed"
            : NULL;
    if (why != NULL) {
        record_end(session->check, &(struct finding){.status = "skip", .observed = why}, 0);
    }
    return why != NULL;
}

void check_run(const struct check *check)
{
    struct session *session = session_current();
    if (tally_read(TALLY_TIME) > 0) {
        return; /* the judge says why there is no word of this check */
    }
    begin(session, check->name);
    if (is_to_be_skipped(session, check->where)) {
        return;
    }
    uint64_t begin_ns = usage_now_ns();
    if (setjmp(session->end) == 0) {
        check->body();
        recorder_stands();
        clean_up_report_tasks(session);
        clean_up_stop_actors(session);
        clean_up_report_leftovers(session);
    } else {
        clean_up_stop_actors(session);
    }
    clean_up_kernel(session);
    if (!session->ended) {
        struct finding passed = {.status = "pass"};
        set_function(&passed, session);
        record_end(check->name, &passed, usage_now_ns() - begin_ns);
        recorder_finding("pass", NULL);
    }
}
