/* A fuzzer for every day: the corpus of a target, then variations of it, a fixed number of them from
 * a fixed seed, so that a test run is the same everywhere. It knows nothing of coverage; libFuzzer
 * does (preset fuzz), and what that finds goes into the corpus.
 *
 *     fuzz_NAME CORPUS [EXECUTIONS [SEED]]    every file of the folder, then its variations
 *     fuzz_NAME FILE                          that input alone
 *
 * When a sanitizer or a promise stops the run, the input is in ./crash-NAME.
 */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

enum { INPUT_MAX = 64 * 1024, CORPUS_MAX = 256, EDITS_MAX = 6, FIRST_SEED = 1 };

struct input {
    uint8_t *bytes;
    size_t length;
};

struct corpus {
    struct input inputs[CORPUS_MAX];
    size_t count;
};

/* What runs at this moment, for the handler that saves it. A signal handler has no other way to
 * hear of it. */
static struct input current;
static const char *program;

static void save_current(int signal)
{
    char path[128];
    const char *slash = strrchr(program, '/');
    snprintf(path, sizeof path, "crash-%s", slash != NULL ? slash + 1 : program);
    FILE *file = fopen(path, "wb");
    if (file != NULL) {
        fwrite(current.bytes, 1, current.length, file);
        fclose(file);
        fprintf(stderr, "the input is in %s\n", path);
    }
    (void)signal;
}

static void run(struct input input)
{
    current = input;
    LLVMFuzzerTestOneInput(input.bytes, input.length);
}

/* xorshift64 (Marsaglia, 2003): the same numbers everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(next_random(state) % limit);
}

static bool read_input(const char *path, struct corpus *corpus)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || corpus->count == CORPUS_MAX) {
        fprintf(stderr, "%s: %s\n", path, file == NULL ? strerror(errno) : "too many inputs");
        return false;
    }
    struct input *input = &corpus->inputs[corpus->count++];
    input->bytes = malloc(INPUT_MAX);
    input->length = input->bytes != NULL ? fread(input->bytes, 1, INPUT_MAX, file) : 0;
    fclose(file);
    return input->bytes != NULL;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* In the order of their names: the order of a folder is not the same everywhere. */
static bool read_corpus(const char *folder, struct corpus *corpus)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_visible, alphasort);
    bool complete = count > 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        complete = complete && read_input(path, corpus);
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
    return complete;
}

/* --- variations -------------------------------------------------------------------------------- */

static void remove_range(struct input *input, uint64_t *state)
{
    size_t from = below(state, input->length);
    size_t length = 1 + below(state, input->length - from);
    memmove(input->bytes + from, input->bytes + from + length, input->length - from - length);
    input->length -= length;
}

static void repeat_range(struct input *input, uint64_t *state)
{
    size_t from = below(state, input->length);
    size_t length = 1 + below(state, input->length - from);
    if (input->length + length <= INPUT_MAX) {
        memmove(input->bytes + from + length, input->bytes + from, input->length - from);
        input->length += length;
    }
}

/* A piece of another input over a piece of this one. */
static void splice(struct input *input, const struct corpus *corpus, uint64_t *state)
{
    const struct input *other = &corpus->inputs[below(state, corpus->count)];
    size_t from = below(state, other->length);
    size_t to = below(state, input->length);
    size_t room = input->length - to;
    size_t length = below(state, other->length - from);
    memcpy(input->bytes + to, other->bytes + from, length < room ? length : room);
}

static void change_byte(struct input *input, uint64_t *state)
{
    static const uint8_t interesting[] = {0,   1,   '\n', '"',  '\'', '<',  '>',  '&',
                                          '{', '[', ':',  '\\', 0x1b, 0x7f, 0x80, 0xff};
    size_t at = below(state, input->length);
    switch (below(state, 3)) {
    case 0:
        input->bytes[at] ^= (uint8_t)(1U << below(state, 8));
        break;
    case 1:
        input->bytes[at] = interesting[below(state, sizeof interesting)];
        break;
    default:
        input->bytes[at] = (uint8_t)next_random(state);
    }
}

static void vary(struct input *input, const struct corpus *corpus, uint64_t *state)
{
    for (size_t edits = 1 + below(state, EDITS_MAX); edits > 0 && input->length > 0; edits--) {
        switch (below(state, 6)) {
        case 0:
            remove_range(input, state);
            break;
        case 1:
            repeat_range(input, state);
            break;
        case 2:
            splice(input, corpus, state);
            break;
        default:
            change_byte(input, state);
        }
    }
}

static void run_variations(const struct corpus *corpus, unsigned long executions, uint64_t seed)
{
    uint8_t *room = malloc(INPUT_MAX);
    if (room == NULL) {
        abort();
    }
    for (unsigned long i = 0; i < executions; i++) {
        const struct input *parent = &corpus->inputs[below(&seed, corpus->count)];
        struct input child = {room, parent->length};
        memcpy(child.bytes, parent->bytes, parent->length);
        vary(&child, corpus, &seed);
        run(child);
    }
    free(room);
}

int main(int argc, char **argv)
{
    static struct corpus corpus;
    struct stat info;
    program = argv[0];
    signal(SIGABRT, save_current);
    if (argc < 2 || stat(argv[1], &info) != 0) {
        fprintf(stderr, "usage: %s CORPUS [EXECUTIONS [SEED]] | FILE\n", argv[0]);
        return 2;
    }
    bool folder = S_ISDIR(info.st_mode);
    if (!(folder ? read_corpus(argv[1], &corpus) : read_input(argv[1], &corpus))) {
        fprintf(stderr, "%s: no inputs\n", argv[1]);
        return 2;
    }
    for (size_t i = 0; i < corpus.count; i++) {
        run(corpus.inputs[i]);
    }
    unsigned long executions = folder && argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    run_variations(&corpus, executions, argc > 3 ? strtoul(argv[3], NULL, 10) : FIRST_SEED);
    printf("%zu inputs and %lu variations of them\n", corpus.count, executions);
    for (size_t i = 0; i < corpus.count; i++) {
        free(corpus.inputs[i].bytes);
    }
    return 0;
}
