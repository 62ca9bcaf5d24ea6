#include "stage/build_words.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "stage/diagnostics.h"
#include "stage/look_alikes.h"
#include "stage/missing_names.h"

#include <stddef.h>
#include <string.h>

enum { ASSEMBLER_BYTES_MAX = 300 };

static size_t count_holding(const struct build *build, const char *severity, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct build_diagnostic *diagnostic = &build->diagnostics[i];
        count += strcmp(diagnostic->severity, severity) == 0 &&
                 strstr(diagnostic->message, words) != NULL;
    }
    return count;
}

/* The note that leads from such an error to the other declaration leads into the header. */
static bool contradicts_header(const struct build *build, const char *header)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const struct build_diagnostic *diagnostic = &build->diagnostics[i];
        if (strstr(diagnostic->message, "previous declaration of ") != NULL &&
            diagnostic->file != NULL && strcmp(diagnostic->file, header) == 0) {
            return true;
        }
    }
    return false;
}

/* Where the assembler is told to stand; no source of anybody's. */
static const char assembler_name[] = "{standard input}";

static const struct build_diagnostic *first_error(const struct build *build)
{
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        if (strcmp(build->diagnostics[i].severity, "error") == 0) {
            return &build->diagnostics[i];
        }
    }
    return NULL;
}

static bool is_one_of(const char *words, const char *word, size_t length)
{
    for (const char *at = words; (at = strstr(at, word)) != NULL; at++) {
        if (at[-1] == ' ' && at[length] == ' ') {
            return true;
        }
    }
    return false;
}

/* Words that begin what no C program begins with: "unknown type name 'namespace'". */
static const char *other_language(const struct build_diagnostic *error)
{
    static const char unknown[] = "unknown type name ";
    const char *at = strstr(error->message, unknown);
    if (at == NULL) {
        return NULL;
    }
    at += sizeof unknown - 1;
    at += strcspn(at, "abcdefghijklmnopqrstuvwxyz");
    AUTO_FREE char *word = memory_copy_bytes(at, strspn(at, "abcdefghijklmnopqrstuvwxyz"));
    if (*word == '\0') {
        return NULL;
    }
    return is_one_of(" using namespace class template public private ", word, strlen(word))
               ? "the file looks like C++ or its like, and the exercises are written in C"
           : is_one_of(" import from def fn use let func package impl pub ", word, strlen(word))
               ? "the file looks like another language, and the exercises are written in C"
               : NULL;
}

static bool has_header_of_cpp(const struct build *build)
{
    static const char *const names[] = {"iostream:", "vector:", "string:", "cstring:",  "cstdio:",
                                        "cstdlib:",  "map:",    "memory:", "algorithm:"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (count_holding(build, "error", names[i]) > 0) {
            return true;
        }
    }
    return false;
}

static const char *explain_missing_file(const struct build *build)
{
    if (count_holding(build, "error", ": Permission denied") > 0 ||
        count_holding(build, "error", ": No such device or address") > 0) {
        return "an #include names a file that the compiler may not read; each exercise is one "
               "file, which is built by itself";
    }
    if (count_holding(build, "error", ": No such file or directory") == 0) {
        return NULL;
    }
    if (has_header_of_cpp(build)) {
        return "the file includes a header of C++, and the exercises are written in C";
    }
    return count_holding(build, "error", ".c: No such file or directory") > 0
               ? "an #include names another source; each exercise is one file, which is built by "
                 "itself"
               : "an #include names a file that is not there";
}

/* What the compiler says of a byte, said of the character. */
static char *explain_character_of(const struct build_diagnostic *error,
                                  const struct manifest *manifest, const struct source *source)
{
    bool of_a_character = strstr(error->message, "stray ") != NULL ||
                          strstr(error->message, "FILENAME") != NULL ||
                          strstr(error->message, "unknown type name ") != NULL;
    if (!of_a_character || error->file == NULL || strcmp(error->file, manifest->source) != 0) {
        return NULL;
    }
    AUTO_FREE char *line = source_line(source, error->line);
    AUTO_FREE char *character = line != NULL ? look_alikes_explain(line) : NULL;
    if (character != NULL) {
        return memory_format("line %u has the character %s; what is copied from a page or a "
                             "document has such, type it anew",
                             error->line, character);
    }
    return line != NULL && strncmp(line, "```", 3) == 0
               ? memory_copy_string("``` are marks of Markdown, and no part of the program")
               : NULL;
}

static char *explain_character(const struct build *build, const struct manifest *manifest,
                               const struct source *source)
{
    char *words = NULL;
    for (size_t i = 0; words == NULL && i < build->diagnostic_count; i++) {
        if (strcmp(build->diagnostics[i].severity, "error") == 0) {
            words = explain_character_of(&build->diagnostics[i], manifest, source);
        }
    }
    return words;
}

/* Where the error's own words lead elsewhere, or nowhere. */
static const char *explain_error(const struct build *build, const struct build_diagnostic *error,
                                 const char *header)
{
    static const struct {
        const char *said;
        const char *meaning;
    } meanings[] = {
        {"expected declaration or statement at end of input",
         "a brace { is not closed, and the file ended inside a function"},
        {"#include nested depth ", "an #include leads back to the file that it stands in"},
        {"trampoline generated for nested function",
         "a function inside a function is no C, and its address needs a stack that is executable; "
         "write it outside"},
        {"redefinition of ", "something is defined twice"},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (count_holding(build, "error", meanings[i].said) > 0) {
            return meanings[i].meaning;
        }
    }
    if (contradicts_header(build, header)) {
        return "a function is not as the header declares it; the header is the contract, and stays "
               "as it was given";
    }
    const char *missing = explain_missing_file(build);
    return missing != NULL ? missing : other_language(error);
}

char *build_words_compiler(const struct build *build, const struct manifest *manifest,
                           const struct source *source)
{
    const struct build_diagnostic *error = first_error(build);
    if (error != NULL && error->file != NULL && strcmp(error->file, assembler_name) == 0) {
        return memory_copy_string(
            strstr(error->message, "file not found: ") != NULL
                ? "the file's assembly asks for another file (.incbin, .include), which is not "
                  "there; each exercise is one file, which is built by itself"
                : "the assembler does not understand the assembly in the file");
    }
    AUTO_FREE char *character = explain_character(build, manifest, source);
    const char *meaning = character != NULL ? character
                          : error != NULL   ? explain_error(build, error, manifest->header)
                                            : NULL;
    if (meaning != NULL) {
        return memory_format("the compiler found errors: %s", meaning);
    }
    return memory_copy_string(count_holding(build, "error", "") > 1
                                  ? "the compiler found errors; begin with the first, others may "
                                    "come of it"
                                  : "the compiler found errors");
}

/* The diagnostic "`segment_open' is missing: …"; NULL when there is none. */
static struct build_diagnostic *find_missing(struct build *build, const char *function)
{
    AUTO_FREE char *words = memory_format("`%s' is missing: ", function);
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        if (strncmp(build->diagnostics[i].message, words, strlen(words)) == 0) {
            return &build->diagnostics[i];
        }
    }
    return NULL;
}

/* "a function is missing: segment_open", and in its own diagnostic what may have become of it. The linker quotes names
 * that a file can make up, by the hundred: of the contract's functions each is asked for once. */
static char *explain_missing(struct build *build, const struct manifest *manifest,
                             const struct source *source)
{
    AUTO_TEXT struct text names = {0};
    size_t count = 0;
    for (size_t i = 0; i < manifest->functions.count; i++) {
        const char *name = manifest->functions.items[i];
        struct build_diagnostic *diagnostic = find_missing(build, name);
        if (diagnostic == NULL) {
            continue;
        }
        text_format(&names, "%s%s", count++ > 0 ? ", " : "", name);
        AUTO_FREE char *meant = missing_names_explain(manifest, source->bytes, name);
        if (meant != NULL) {
            AUTO_FREE char *longer = memory_format("%s; %s", diagnostic->message, meant);
            memory_set_string(&diagnostic->message, longer);
        }
    }
    return count == 0
               ? NULL
               : memory_format("%s missing: %s", count == 1 ? "a function is" : "functions are",
                               text_string(&names));
}

static char *explain_undefined(const struct build *build)
{
    static const char undefined[] = "undefined reference to `";
    for (size_t i = 0; i < build->diagnostic_count; i++) {
        const char *at = strstr(build->diagnostics[i].message, undefined);
        if (at != NULL) {
            at += sizeof undefined - 1;
            return memory_format("it uses %.*s, and neither the file nor the C library has that",
                                 (int)strcspn(at, "'"), at);
        }
    }
    return memory_copy_string("the linker cannot put it together; sections and symbols that a "
                              "file's own assembly makes can be the reason");
}

char *build_words_linker(struct build *build, const struct manifest *manifest,
                         const struct source *source)
{
    char *missing = explain_missing(build, manifest, source);
    return missing != NULL ? missing
           : diagnostics_hold(build, "multiple definition of ")
               ? memory_copy_string("something is defined twice")
               : explain_undefined(build);
}

bool build_words_was_ended(const char *errors)
{
    return strstr(errors, "signal terminated program ") != NULL;
}

static int words_length(const char *words)
{
    size_t length = strcspn(words + 1, "\n") + 1;
    return length < ASSEMBLER_BYTES_MAX ? (int)length : ASSEMBLER_BYTES_MAX;
}

/* "{standard input}: Error: unassigned file number 7" */
static char *explain_assembler(const char *errors)
{
    const char *error = strstr(errors, " Error: ");
    const char *fatal = strstr(errors, " Fatal error: ");
    const char *words = fatal != NULL && (error == NULL || fatal < error) ? fatal : error;
    return words == NULL
               ? NULL
               : memory_format("the assembler cannot do what the file's assembly asks:%.*s",
                               words_length(words), words);
}

char *build_words_trouble(const char *errors)
{
    static const struct {
        const char *said;
        const char *meaning;
    } troubles[] = {
        {"File size limit exceeded", "what the compiler made of the file grew larger than 32 MiB"},
        {"CPU time limit exceeded", "the compiler was not done after 10 seconds of processor time"},
        {"out of memory", "the compiler needed more than 2 GiB of memory"},
        {"memory exhausted", "the compiler needed more than 2 GiB of memory"},
        {"Killed signal", "the compiler was ended: it needed more memory than there is"},
        {"Segmentation fault", "the compiler itself crashed: something in the file is nested too "
                               "deeply, or repeated too often"},
    };
    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        if (strstr(errors, troubles[i].said) != NULL) {
            return memory_copy_string(troubles[i].meaning);
        }
    }
    char *assembler = explain_assembler(errors);
    return assembler != NULL ? assembler
                             : memory_copy_string("the compiler did not come to an end within its "
                                                  "limits of time and memory");
}
