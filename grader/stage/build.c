/* How a source becomes an object that is safe to hold in the hand.
 *
 *   compile      the source with the given header included before it, so that a function with the
 *                wrong type is an error of the compiler, at its line
 *   look at it   code that would run when the object is loaded, before any test begins, is refused
 *                (constructors, indirect functions): no exercise needs it, and graders are fooled so
 *                Functions that an attribute keeps from the sanitizers are refused, too: who writes that wants
 *                not to be watched
 *   link         every function of the contract must be there; no other symbol is visible
 *   look again   instructions with which a program asks Valgrind whether it is watched are refused
 */
#include "stage/build.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "stage/build_words.h"
#include "stage/diagnostics.h"
#include "stage/tool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Exit statuses of the script below. */
enum {
    BUILT = 0,
    NOT_COMPILED = 10,
    NOT_LINKED = 11,
    HAS_CONSTRUCTOR = 12,
    HAS_IFUNC = 13,
    HIDES = 14
};

/* The given header is found as <header.h>, too: with -I, which a learner's own command may have, it is.
 *
 * What is linked is what was looked at: no intermediate code, of which the linker would have more made. No
 * stack is executable, whatever the file asks for; what would need one (a nested function whose address is taken)
 * is an error.
 *
 * The look at the object and the link go on at the same time: the two ends of a pipe, through which nothing
 * goes. What the linker says of an object that is refused for what it holds is of no interest. */
static const char *const script_format =
    "f='%s' n=%s;"
    " look() { readelf -SsW o.o > list || return 10;"
    " ! grep -qE '[]] +[.](rela[.]?)?(init|fini|preinit|ctors|dtors)' list || return 12;"
    " ! grep -q ' IFUNC ' list || return 13; };"
    /* Only a source with the word, or with what it could be put together from, goes through the preprocessor. */
    " hides() { grep -Eq 'sanitize|##|%%:|[?][?]|\\\\$' %s &&"
    " gcc -std=c17 -D_GNU_SOURCE $f -w -E -idirafter . -include %s %s 2> unsaid$n |"
    " sed 's/\"[^\"]*\"//g' | grep -Eq '(^|[^[:alnum:]_])_*no_sanitize'; };"
    " cat > %s || exit 9; if hides; then exit 14; fi;"
    " { gcc -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror=trampolines $f -g -pipe -fPIC "
    "-fno-diagnostics-show-caret"
    " -fdiagnostics-color=never -idirafter . -include %s -c -o o.o %s || exit 10;"
    " { look; echo $? > looked; } |"
    " gcc -shared -fno-lto -fno-use-linker-plugin -o o.so o.o -Wl,--version-script=exports$n"
    " -Wl,-z,defs -Wl,-z,now -Wl,-z,noexecstack%s -pthread -lrt -lm"
    " 2> unlinked; linked=$?;"
    " read looked < looked; [ $looked = 0 ] || exit $looked;"
    " cat unlinked;"
    " [ $linked = 0 ] || exit 11; } >&2;"
    " exec cat o.so";

/* Both see the same macros, and so does the races checker (races/build_object.sh): else a source could be one program
 * where it is tested and another where it is watched. */
#define SAME_MACROS                                                                                \
    "-D_FORTIFY_SOURCE=2 -D__error__(words)=__error__(words) -U__NO_INLINE__ -U__SSP_STRONG__"

static const char *flags_of(enum build_variant variant)
{
    return variant == BUILD_NATIVE ? "-O2 -fstack-protector-strong " SAME_MACROS
                                   : "-O1 -fno-inline -fno-omit-frame-pointer " SAME_MACROS;
}

static char *write_script(const struct manifest *manifest, enum build_variant variant,
                          const char *suffix)
{
    AUTO_TEXT struct text required = {0};
    /* The linker tells of the last one first. */
    for (size_t i = manifest->functions.count; i-- > 0;) {
        text_format(&required, " -Wl,--require-defined=%s", manifest->functions.items[i]);
    }
    const char *source = manifest->source;
    return memory_format(script_format, flags_of(variant), suffix, source, manifest->header, source,
                         source, manifest->header, source, text_string(&required));
}

static void write_exports(const struct manifest *manifest, struct text *exports)
{
    text_append(exports, "{ global:");
    for (size_t i = 0; i < manifest->functions.count; i++) {
        text_format(exports, " %s;", manifest->functions.items[i]);
    }
    text_append(exports, " local: *; };\n");
}

static void reject(struct build *build, const char *message)
{
    build->accepted = false;
    build->message = memory_copy_string(message);
}

/* The rotations that Valgrind takes for a request (valgrind.h): they leave the register as it was,
 * so no compiler makes them by itself. */
static bool has_valgrind_request(const struct text *object)
{
#if defined(__x86_64__)
    static const unsigned char magic[] = {0x48, 0xc1, 0xc7, 0x03, 0x48, 0xc1, 0xc7, 0x0d,
                                          0x48, 0xc1, 0xc7, 0x3d, 0x48, 0xc1, 0xc7, 0x33};
#elif defined(__aarch64__)
    static const unsigned char magic[] = {0x8c, 0x0d, 0xcc, 0x93, 0x8c, 0x35, 0xcc, 0x93,
                                          0x8c, 0xcd, 0xcc, 0x93, 0x8c, 0xf5, 0xcc, 0x93};
#endif
    return object->bytes != NULL &&
           memmem(object->bytes, object->length, magic, sizeof magic) != NULL;
}

/* What a status of the script says; NULL when it is none of the script's. */
static const char *explain_status(const struct build *build, const char *header, int status)
{
    switch (status) {
    case NOT_COMPILED:
        return build_words_compiler(build, header);
    case NOT_LINKED:
        return build_words_linker(build);
    case HAS_CONSTRUCTOR:
        return "the file has code that runs when it is loaded (a constructor or destructor); no "
               "exercise needs it and none is allowed";
    case HAS_IFUNC:
        return "the file has an indirect function (ifunc), which runs code when it is loaded; no "
               "exercise needs it and none is allowed";
    case HIDES:
        return "the file keeps a function from the sanitizers (the attribute no_sanitize); no "
               "exercise needs it and none is allowed";
    default:
        return NULL;
    }
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

/* False when the sandbox failed and not the source: a status that the script never has. */
static bool judge(struct build *build, const char *header, const struct tool_result *result,
                  struct error *err)
{
    bool ended = WIFEXITED(result->status) && !result->timed_out;
    int status = ended ? WEXITSTATUS(result->status) : -1;
    const char *explanation = explain_status(build, header, status);
    if (!ended || (status == NOT_COMPILED && !has_error(build))) {
        AUTO_FREE char *trouble = build_words_trouble(text_string(&result->errors));
        reject(build, trouble);
    } else if (explanation != NULL) {
        reject(build, explanation);
    } else if (status != BUILT || build->object.length == 0) {
        return error_set(err, "the sandbox of the compiler failed (status %d): %.300s", status,
                         text_string(&result->errors));
    } else if (has_valgrind_request(&build->object)) {
        reject(build, "the file asks Valgrind whether it is being watched (a client request); "
                      "take that out");
    } else {
        build->accepted = true;
        diagnostics_take_errors_back(build);
    }
    return true;
}

static bool read_header(const struct manifest *manifest, char **bytes, size_t *length,
                        struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", manifest->path, manifest->header);
    struct error cause;
    return file_read(path, SOURCE_BYTES_MAX, bytes, length, &cause) ||
           error_set(err,
                     "%s; bring the header of the exercise back (in a clone: git checkout -- %s)",
                     cause.message, path);
}

struct build_site {
    struct tool *tool;
    const struct manifest *manifest; /* borrowed */
    enum build_variant variant;
    char *header; /* as it was */
    size_t header_length;
};

static bool start_tool(struct build_site *site, const struct machine *machine, struct error *err)
{
    const struct manifest *manifest = site->manifest;
    AUTO_TEXT struct text exports = {0};
    write_exports(manifest, &exports);
    /* Not to be asked for by __has_include, as in races.c. */
    struct tool_suffix suffix = tool_suffix_new();
    AUTO_FREE char *script = write_script(manifest, site->variant, suffix.text);
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
    if (!read_header(manifest, &site->header, &site->header_length, err) ||
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
           read_header(manifest, &header, &length, &ignored) && length == site->header_length &&
           memcmp(header, site->header, length) == 0;
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
    bool judged = judge(build, site->manifest->header, &result, err);
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
        free(build->diagnostics[i].file);
        free(build->diagnostics[i].severity);
        free(build->diagnostics[i].message);
    }
    free(build->diagnostics);
    free(build->message);
    text_finish(&build->object);
    *build = (struct build){0};
}
