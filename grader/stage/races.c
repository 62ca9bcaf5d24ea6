#include "stage/races.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "stage/given_header.h"
#include "stage/tool.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { CHECKER_BYTES_MAX = 16 << 20, BUILD_BYTES_MAX = 1 << 16 };

/* The report, then the lines of its events, each address once, in their order. A data race is shown with what -O2
 * makes of it: that run may fail, and must not take the report with it.
 *
 * What lies beside the source has a name that it cannot guess: __has_include would tell it where it is compiled. */
static const char script_format[] =
    "n=%s; checker=./checker$n words=words$n;"
    " sh build$n $checker %s %s o.so > $words 2>&1 || exit $(($? == 20 ? 13 : 10));"
    " cp $checker run && chmod 755 run || exit 11;"
    " TMPDIR=. ./run o.so %s > report || exit 12;"
    " : > hoisted; if grep -q '^kind.race$' report"
    " && sh build$n $checker %s %s fast.so -O2 > $words 2>&1; then"
    " (ulimit -t 2; TMPDIR=. exec ./run fast.so --hoisted > hoisted) 2> $words || : > hoisted; fi;"
    " cat hoisted report; echo lines;"
    " sed -n 's/^place\t/0x/p' report"
    " | addr2line -a -f -i -e o.so";

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
    if (status == 11 || (ended && (status > 13 || (status > 0 && status < 10)))) {
        return error_set(err, "the sandbox of the races checker failed (status %d): %.300s", status,
                         text_string(&result->errors));
    }
    if (status == 0) {
        races_read(report, manifest->source, text_string(&result->output));
    }
    if (status == 13) {
        report->state = RACES_UNCHECKED;
        report->why = memory_copy_string("it has assembly, which cannot be followed");
    }
    return true;
}

bool races_run(const struct machine *machine, const struct manifest *manifest,
               const struct source *source, bool weakest, struct races_report *report,
               struct error *err)
{
    const long begin_ms = clock_now_ms();
    *report = (struct races_report){.state = RACES_BROKEN};
    AUTO(piece_finish) struct piece header = {0};
    AUTO(piece_finish) struct piece checker = {0};
    AUTO(piece_finish) struct piece build = {0};
    if (!given_header_read(manifest, &header.bytes, &header.length, err) ||
        !read_part(machine, manifest->folder, CHECKER_BYTES_MAX, &checker, err) ||
        !read_part(machine, "build_object.sh", BUILD_BYTES_MAX, &build, err)) {
        return false;
    }
    struct tool_suffix suffix = tool_suffix_new();
    AUTO_FREE char *script =
        memory_format(script_format, suffix.text, manifest->header, manifest->source,
                      weakest ? "--weakest" : "", manifest->header, manifest->source);
    AUTO_FREE char *checker_name = memory_format("checker%s", suffix.text);
    AUTO_FREE char *build_name = memory_format("build%s", suffix.text);
    const struct tool_file files[] = {
        {manifest->source, source->bytes, source->length},
        {manifest->header, header.bytes, header.length},
        {checker_name, checker.bytes, checker.length},
        {build_name, build.bytes, build.length},
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
