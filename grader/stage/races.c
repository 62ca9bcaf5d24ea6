#include "stage/races.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "stage/tool.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { CHECKER_BYTES_MAX = 16 << 20, BUILD_BYTES_MAX = 1 << 16, WORDS_MAX = 300 };

/* What separates the checker's report from addr2line's. */
static const char *const separator = "\nlines\n";

/* The report, then the lines of its events, each address once, in their order. */
static const char *const script_format =
    "sh build.sh ./checker %s %s o.so > words 2>&1 || exit 10;"
    " cp checker run && chmod 755 run || exit 11;"
    " TMPDIR=. ./run o.so > report || exit 12;"
    " cat report; echo lines;"
    " sed -n 's/^place\t/0x/p' report"
    " | addr2line -a -f -i -e o.so";

/* --- reading the report -------------------------------------------------------------------- */

static void set_state(struct races_report *report, const char *word)
{
    static const struct {
        const char *word;
        enum races_state state;
    } states[] = {{"clean", RACES_CLEAN},
                  {"unfinished", RACES_UNFINISHED},
                  {"found", RACES_FOUND},
                  {"unchecked", RACES_UNCHECKED},
                  {"at-once", RACES_AT_ONCE}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (strcmp(word, states[i].word) == 0) {
            report->state = states[i].state;
        }
    }
}

static void set_kind(struct races_report *report, const char *word)
{
    static const char *const kinds[] = {[RACES_MISUSE] = "misuse",
                                        [RACES_RACE] = "race",
                                        [RACES_CRASH] = "crash",
                                        [RACES_STUCK] = "stuck",
                                        [RACES_OUTCOME] = "outcome"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(word, kinds[i]) == 0) {
            report->kind = (enum races_kind)i;
        }
    }
}

static char *cut_words(const char *words)
{
    return memory_copy_bytes(words, strnlen(words, WORDS_MAX));
}

static void set_words(char **slot, const char *words)
{
    free(*slot);
    *slot = cut_words(words);
}

/* NUMBER tab NAME */
static void add_role(struct races_report *report, char *rest)
{
    const char *name = strchr(rest, '\t');
    if (name != NULL && report->role_count < RACES_ROLES_MAX) {
        report->roles[report->role_count++] = cut_words(name + 1);
    }
}

/* ROLE tab MARK tab OFFSET tab WORDS */
static void add_event(struct races_report *report, const char *rest)
{
    struct races_event event = {0};
    int words = 0;
    if (report->event_count == RACES_EVENTS_MAX ||
        sscanf(rest, "%u\t%u\t%" SCNx64 "\t%n", &event.role, &event.mark, &event.offset, &words) !=
            3 ||
        words == 0 || event.role == 0 || event.role > RACES_ROLES_MAX || event.mark > 2) {
        return;
    }
    event.words = cut_words(rest + words);
    *memory_append(&report->events, &report->event_count) = event;
}

/* True at the last line. */
static bool take_line(struct races_report *report, char *line)
{
    char *rest = strchr(line, '\t');
    if (rest == NULL) {
        return strcmp(line, "end") == 0;
    }
    *rest++ = '\0';
    if (strcmp(line, "state") == 0) {
        set_state(report, rest);
    } else if (strcmp(line, "why") == 0) {
        set_words(&report->why, rest);
    } else if (strcmp(line, "scenario") == 0) {
        set_words(&report->scenario, rest);
    } else if (strcmp(line, "kind") == 0) {
        set_kind(report, rest);
    } else if (strcmp(line, "words") == 0) {
        set_words(&report->words, rest);
    } else if (strcmp(line, "role") == 0) {
        add_role(report, rest);
    } else if (strcmp(line, "event") == 0) {
        add_event(report, rest);
    } else if (strcmp(line, "place") == 0) {
        lines_want(&report->lines, strtoull(rest, NULL, 16));
    } else if (strcmp(line, "numbers") == 0) {
        report->executions = strtoull(rest, NULL, 10);
    }
    return false;
}

/* A finding without its parts is none. */
static bool is_complete(const struct races_report *report)
{
    return report->state != RACES_FOUND ||
           (report->scenario != NULL && report->words != NULL && report->role_count > 0);
}

void races_read(struct races_report *report, const char *source, const char *output)
{
    AUTO_FREE char *copy = memory_copy_string(output);
    char *lines = strstr(copy, separator);
    if (lines != NULL) {
        *lines = '\0';
    }
    bool whole = false;
    char *rest = NULL;
    for (char *line = strtok_r(copy, "\n", &rest); line != NULL && !whole;
         line = strtok_r(NULL, "\n", &rest)) {
        whole = take_line(report, line);
    }
    if (!whole || !is_complete(report)) {
        report->state = RACES_BROKEN;
    }
    if (lines != NULL) {
        lines_read(&report->lines, source, lines + strlen(separator));
    }
}

void races_report_finish(struct races_report *report)
{
    for (size_t i = 0; i < report->event_count; i++) {
        free(report->events[i].words);
    }
    for (unsigned i = 0; i < report->role_count; i++) {
        free(report->roles[i]);
    }
    free(report->events);
    free(report->why);
    free(report->scenario);
    free(report->words);
    lines_finish(&report->lines);
    *report = (struct races_report){0};
}

/* --- running the checker ------------------------------------------------------------------- */

bool races_wanted(const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->check_count; i++) {
        if (manifest->checks[i].stage == STAGE_RACES) {
            return true;
        }
    }
    return false;
}

struct piece {
    char *bytes;
    size_t length;
};

static void piece_finish(struct piece *piece)
{
    free(piece->bytes);
}

static bool read_part(const struct machine *machine, const char *name, size_t limit,
                      struct piece *piece, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/races/%s", machine->libexec, name);
    return file_read(path, limit, &piece->bytes, &piece->length, err);
}

/* False when the sandbox failed and not the student's code. */
static bool take_result(const struct tool_result *result, const struct manifest *manifest,
                        struct races_report *report, struct error *err)
{
    const bool ended = WIFEXITED(result->status) && !result->timed_out;
    const int status = ended ? WEXITSTATUS(result->status) : -1;
    if (status == 11 || (ended && status != 0 && status != 10 && status != 12)) {
        return error_set(err, "the sandbox of the races checker failed (status %d): %.300s", status,
                         text_string(&result->errors));
    }
    if (status == 0) {
        races_read(report, manifest->source, text_string(&result->output));
    }
    return true;
}

bool races_run(const struct machine *machine, const struct manifest *manifest,
               const struct source *source, struct races_report *report, struct error *err)
{
    const long begin_ms = clock_now_ms();
    *report = (struct races_report){.state = RACES_BROKEN};
    AUTO(piece_finish) struct piece header = {0};
    AUTO(piece_finish) struct piece checker = {0};
    AUTO(piece_finish) struct piece build = {0};
    AUTO_FREE char *path = memory_format("%s/%s", manifest->path, manifest->header);
    if (!file_read(path, SOURCE_BYTES_MAX, &header.bytes, &header.length, err) ||
        !read_part(machine, manifest->folder, CHECKER_BYTES_MAX, &checker, err) ||
        !read_part(machine, "build_object.sh", BUILD_BYTES_MAX, &build, err)) {
        return false;
    }
    AUTO_FREE char *script = memory_format(script_format, manifest->header, manifest->source);
    const struct tool_file files[] = {
        {manifest->source, source->bytes, source->length},
        {manifest->header, header.bytes, header.length},
        {"checker", checker.bytes, checker.length},
        {"build.sh", build.bytes, build.length},
    };
    const struct tool_run run = {.script = script, .files = files, .file_count = 4};
    struct tool_result result;
    if (!tool_run(machine, &run, &result, err)) {
        return false;
    }
    const bool taken = take_result(&result, manifest, report, err);
    tool_result_finish(&result);
    report->duration_ms = clock_now_ms() - begin_ms;
    return taken;
}
