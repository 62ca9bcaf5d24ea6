/* How a source becomes an object that is safe to hold in the hand.
 *
 *   compile      the source with the given header included before it, so that a function with the
 *                wrong type is an error of the compiler, at its line
 *   look at it   code that would run when the object is loaded, before any test begins, is refused
 *                (constructors, indirect functions): no exercise needs it, and graders are fooled so.
 *                Functions that an attribute keeps from the sanitizers are refused, too: who writes that wants
 *                not to be watched
 *   link         every function of the contract must be there; no other symbol is visible
 *   look again   instructions with which a program asks Valgrind whether it is watched are refused, and more
 *                variables than there may be memory
 */
#include "stage/build.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "stage/build_script.h"
#include "stage/build_words.h"
#include "stage/diagnostics.h"
#include "stage/given_header.h"
#include "stage/object.h"
#include "stage/tool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* What loading the object takes beside it: the driver, the C library, a stack. */
enum { LOADED_BESIDE_KIB = 8 * 1024 };

static void write_exports(const struct manifest *manifest, struct text *exports)
{
    text_append(exports, "{ global:");
    for (size_t i = 0; i < manifest->functions.count; i++) {
        text_format(exports, " %s;", manifest->functions.items[i]);
    }
    text_append(exports, " local: *; };\n");
}

/* What a status of the script says; NULL when it is none of the script's. */
static char *explain_status(struct build *build, const struct manifest *manifest,
                            const struct source *source, int status)
{
    switch (status) {
    case NOT_COMPILED:
        return build_words_compiler(build, manifest, source);
    case NOT_LINKED:
        return build_words_linker(build, manifest, source);
    case HAS_CONSTRUCTOR:
        return memory_copy_string("the file has code that runs when it is loaded (a constructor or "
                                  "destructor); no exercise needs it and none is allowed");
    case HAS_IFUNC:
        return memory_copy_string("the file has an indirect function (ifunc), which runs code when "
                                  "it is loaded; no exercise needs it and none is allowed");
    case HIDES:
        return memory_copy_string("the file keeps a function from the sanitizers (the attribute "
                                  "no_sanitize); no exercise needs it and none is allowed");
    case IS_HIDDEN:
        return memory_copy_string("a function of the contract is hidden: the attribute or pragma "
                                  "visibility keeps it from whoever would call it; take that out");
    default:
        return NULL;
    }
}

static void diagnostic_finish(struct build_diagnostic *diagnostic)
{
    free(diagnostic->file);
    free(diagnostic->severity);
    free(diagnostic->message);
}

static bool has_error(const struct build *build)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        if (strcmp(build->diagnostics[i].severity, "error") == 0) {
            return true;
        }
    }
    return false;
}

/* What the assembler says of half a program. */
static void forget_assembler(struct build *build)
{
    size_t kept = 0;
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        struct build_diagnostic *diagnostic = &build->diagnostics[i];
        if (diagnostic->file != NULL && diagnostic->file[0] == '{') {
            diagnostic_finish(diagnostic);
        } else {
            build->diagnostics[kept++] = *diagnostic;
        }
    }
    build->diagnostic_count = kept;
}

/* The object is there; is it one to be loaded? */
static void judge_object(struct build *build, const struct manifest *manifest)
{
    unsigned long memory_kib = object_memory_kib(&build->object);
    build->accepted = false;
    if (object_asks_valgrind(&build->object)) {
        build->message = memory_copy_string("the file asks Valgrind whether it is being watched (a "
                                            "client request); take that out");
    } else if (memory_kib + LOADED_BESIDE_KIB > manifest->limits.memory_kib) {
        build->message = memory_format(
            "limit reached: memory of a process, %lu of %lu MiB taken by the file's variables "
            "alone; make them smaller",
            memory_kib / 1024, (unsigned long)manifest->limits.memory_kib / 1024);
    } else {
        build->accepted = true;
        diagnostics_take_errors_back(build);
    }
}

/* False when the sandbox failed and not the source: a status that the script never has. */
static bool judge(struct build *build, const struct manifest *manifest, const struct source *source,
                  const struct tool_result *result, struct error *err)
{
    const char *errors = text_string(&result->errors);
    bool ended = WIFEXITED(result->status) && !result->timed_out;
    int status = ended ? WEXITSTATUS(result->status) : -1;
    bool broken = status == NOT_COMPILED && build_words_was_ended(errors);
    if (!ended || broken || (status == NOT_COMPILED && !has_error(build))) {
        forget_assembler(build);
        build->message = build_words_trouble(errors);
        return true;
    }
    build->message = explain_status(build, manifest, source, status);
    if (build->message != NULL) {
        return true;
    }
    if (status != BUILT || build->object.length == 0) {
        return error_set(err, "the sandbox of the compiler failed (status %d): %.300s", status,
                         errors);
    }
    judge_object(build, manifest);
    return true;
}

struct build_site {
    struct tool *tool;
    const struct manifest *manifest; /* borrowed */
    enum build_variant variant;
    char *header; /* as it was given */
    size_t header_length;
};

static bool start_tool(struct build_site *site, const struct machine *machine, struct error *err)
{
    const struct manifest *manifest = site->manifest;
    AUTO_TEXT struct text exports = {0};
    write_exports(manifest, &exports);
    /* Not to be asked for by __has_include, as in races.c. */
    struct tool_suffix suffix = tool_suffix_new();
    AUTO_FREE char *script = build_script_write(manifest, site->variant, suffix.text);
    AUTO_FREE char *exports_name = memory_format("exports%s", suffix.text);
    const struct tool_file files[] = {
        {manifest->header, site->header, site->header_length},
        {exports_name, text_string(&exports), exports.length},
    };
    site->tool = tool_open(
        machine, &(struct tool_run){.script = script, .files = files, .file_count = 2}, err);
    return site->tool != NULL;
}

struct build_site *build_site_open(const struct machine *machine, const struct manifest *manifest,
                                   enum build_variant variant, struct error *err)
{
    struct build_site *site = memory_allocate(1, sizeof *site);
    *site = (struct build_site){.manifest = manifest, .variant = variant};
    if (!given_header_read(manifest, &site->header, &site->header_length, err) ||
        !start_tool(site, machine, err)) {
        build_site_close(site);
        return NULL;
    }
    return site;
}

void build_site_close(struct build_site *site)
{
    if (site != NULL) {
        tool_close(site->tool);
        free(site->header);
        free(site);
    }
}

/* The header may have been changed while the site was waiting. */
static bool is_fit(const struct build_site *site, const struct manifest *manifest,
                   enum build_variant variant)
{
    AUTO_FREE char *header = NULL;
    size_t length;
    struct error ignored;
    return site->manifest == manifest && site->variant == variant && tool_is_alive(site->tool) &&
           given_header_read(manifest, &header, &length, &ignored) &&
           length == site->header_length && memcmp(header, site->header, length) == 0;
}

static void tell_of_header(struct build *build, const struct manifest *manifest)
{
    AUTO_FREE char *words = given_header_explain(manifest);
    if (words != NULL) {
        struct build_diagnostic *told =
            memory_append(&build->diagnostics, &build->diagnostic_count);
        told->file = memory_copy_string(manifest->header);
        told->severity = memory_copy_string("warning");
        told->message = steal_pointer(&words);
    }
}

/* *killed: somebody has ended the sandbox, which is neither its own failure nor the source's. */
static bool build_at(struct build_site *site, const struct machine *machine,
                     const struct source *source, struct build *build, bool *killed,
                     struct error *err)
{
    long begin_ms = clock_now_ms();
    struct tool_result result;
    *build = (struct build){0};
    if (!tool_complete(site->tool, machine, source->bytes, source->length, &result, err)) {
        return false;
    }
    *killed = WIFSIGNALED(result.status) && !result.timed_out;
    build->object = result.output;
    result.output = (struct text){0};
    diagnostics_parse(build, text_string(&result.errors));
    bool judged = judge(build, site->manifest, source, &result, err);
    tell_of_header(build, site->manifest);
    tool_result_finish(&result);
    build->duration_ms = clock_now_ms() - begin_ms;
    return judged;
}

bool build_run(const struct machine *machine, const struct manifest *manifest,
               const struct source *source, enum build_variant variant, struct build_site *site,
               struct build *build, struct error *err)
{
    bool killed = false;
    *build = (struct build){0};
    if (site != NULL && is_fit(site, manifest, variant) &&
        build_at(site, machine, source, build, &killed, err) && !killed) {
        return true;
    }
    build_finish(build);
    struct build_site *own = build_site_open(machine, manifest, variant, err);
    bool judged = own != NULL && build_at(own, machine, source, build, &killed, err);
    build_site_close(own);
    return judged;
}

void build_finish(struct build *build)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        diagnostic_finish(&build->diagnostics[i]);
    }
    free(build->diagnostics);
    free(build->message);
    text_finish(&build->object);
    *build = (struct build){0};
}
