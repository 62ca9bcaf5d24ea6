#include "base/cleanup.h"
#include "selftest/mutation/extents.h"
#include "selftest/mutation/operator_functions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { GREAT = 1000 };

struct pair {
    const char *from, *to;
};

/* Every name in the list by its partner; a name may have several. */
static void replace_names(const struct program *program, struct mutant_sink *sink,
                          const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < program->count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (program_is(program, i, pairs[k].from)) {
                mutant_propose(sink, i, i, "%s", pairs[k].to);
            }
        }
    }
}

/* The number in its own base and with its own suffix. */
static void propose_number(struct mutant_sink *sink, size_t at, const char *word,
                           unsigned long long value, const char *suffix)
{
    bool octal = word[0] == '0' && isdigit((unsigned char)word[1]);
    bool hex = word[0] == '0' && tolower((unsigned char)word[1]) == 'x';
    if (hex) {
        mutant_propose(sink, at, at, "0x%llx%s", value, suffix);
    } else if (octal) {
        mutant_propose(sink, at, at, "0%llo%s", value, suffix);
    } else {
        mutant_propose(sink, at, at, "%llu%s", value, suffix);
    }
}

/* A smaller one; -1 becomes a 0 without its sign, so that it is known as the 0 it is. */
static void propose_less(const struct program *program, struct mutant_sink *sink, size_t at,
                         const char *word, unsigned long long value, const char *suffix)
{
    bool minus_one = value == 1 && at > 0 && program_is(program, at - 1, "-") &&
                     !extent_is_binary(program, at - 1);
    if (minus_one) {
        mutant_propose(sink, at - 1, at, "0%s", suffix);
    } else if (value > 0) {
        propose_number(sink, at, word, value - 1, suffix);
    }
}

void mutate_constant(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->tokens[i].kind != TOKEN_NUMBER) {
            continue;
        }
        AUTO_FREE char *word = program_copy(program, i, i);
        char *suffix;
        unsigned long long value = strtoull(word, &suffix, 0);
        if (value >= GREAT && value % 10 == 0) {
            propose_number(sink, i, word, value * 10, suffix);
            propose_number(sink, i, word, value / 10, suffix);
        } else {
            propose_number(sink, i, word, value + 1, suffix);
            propose_less(program, sink, i, word, value, suffix);
        }
    }
}

void mutate_character(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->tokens[i].kind == TOKEN_CHARACTER) {
            mutant_propose(sink, i, i, "%s", program_is(program, i, "'\\0'") ? "' '" : "'\\0'");
        }
    }
}

void mutate_string(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->tokens[i].kind == TOKEN_STRING) {
            mutant_propose(sink, i, i, "\"\"");
        }
    }
}

void mutate_opposite(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {{"true", "false"}, {"false", "true"}};
    replace_names(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

static bool is_flag(const struct program *program, size_t at)
{
    static const char *const prefixes[] = {"IPC_CREAT", "IPC_EXCL", "SHM_", "O_",
                                           "PROT_",     "MAP_",     "S_I",  "SEM_"};
    const struct token *token = &program->tokens[at];
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t length = strlen(prefixes[i]);
        if (token->kind == TOKEN_NAME && token->end - token->begin >= length &&
            memcmp(program->text + token->begin, prefixes[i], length) == 0) {
            return !program_is(program, at, "O_RDONLY"); /* which is 0 already */
        }
    }
    return false;
}

void mutate_zero_flag(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 1; i + 1 < program->count; i++) {
        bool alone = !program_is(program, i - 1, "|") && !program_is(program, i + 1, "|");
        if (alone && is_flag(program, i)) {
            mutant_propose(sink, i, i, "0");
        }
    }
}

void mutate_wrong_errno(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {
        {"EINVAL", "EFAULT"},       {"ERANGE", "EINVAL"},  {"EMSGSIZE", "EINVAL"},
        {"ENAMETOOLONG", "EINVAL"}, {"EBADMSG", "EINVAL"}, {"EAGAIN", "EINVAL"},
        {"ETIMEDOUT", "EAGAIN"},    {"EEXIST", "EACCES"},  {"ENOENT", "EINVAL"},
        {"EINTR", "EAGAIN"},        {"ENOMEM", "EINVAL"},  {"EACCES", "EPERM"}};
    replace_names(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_look_alike(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {
        {"O_RDWR", "O_RDONLY"},
        {"O_RDONLY", "O_RDWR"},
        {"O_EXCL", "O_TRUNC"},
        {"MAP_SHARED", "MAP_PRIVATE"},
        {"MAP_FAILED", "NULL"},
        {"IPC_RMID", "IPC_STAT"},
        {"IPC_SET", "IPC_STAT"},
        {"SHM_DEST", "SHM_LOCKED"},
        {"CLOCK_MONOTONIC", "CLOCK_REALTIME"},
        {"NAME_MAX", "PATH_MAX"},
        {"PTRDIFF_MAX", "SIZE_MAX"},
        {"uid", "cuid"},
        {"shm_cpid", "shm_lpid"},
        {"shm_segsz", "shm_nattch"},
        {"st_dev", "st_rdev"},
        {"st_ino", "st_nlink"},
        {"tv_sec", "tv_nsec"},
        {"tv_nsec", "tv_sec"},
        {"head", "tail"},
        {"tail", "head"},
        {"full_at", "empty_at"},
        {"empty_at", "full_at"},
        {"empty", "full"},
        {"full", "empty"},
        {"TURN_WRITER", "TURN_READER"},
        {"TURN_READER", "TURN_WRITER"},
        {"item_size", "capacity"},
        {"path_a", "path_b"},
        {"path_b", "path_a"},
        {"key_a", "key_b"},
        {"key_b", "key_a"},
        {"sem_wait", "sem_trywait"},
        {"strnlen", "strlen"},
    };
    replace_names(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_order(const struct program *program, struct mutant_sink *sink)
{
    static const struct pair pairs[] = {
        {"memory_order_seq_cst", "memory_order_relaxed"},
        {"memory_order_acq_rel", "memory_order_acquire"},
        {"memory_order_acq_rel", "memory_order_release"},
        {"memory_order_acq_rel", "memory_order_relaxed"},
        {"memory_order_acquire", "memory_order_relaxed"},
        {"memory_order_consume", "memory_order_relaxed"},
        {"memory_order_release", "memory_order_relaxed"},
    };
    replace_names(program, sink, pairs, sizeof pairs / sizeof pairs[0]);
}

void mutate_sizeof(const struct program *program, struct mutant_sink *sink)
{
    for (size_t i = 0; i + 1 < program->count; i++) {
        if (!program_is(program, i, "sizeof")) {
            continue;
        }
        bool bracket = program_is(program, i + 1, "(");
        size_t last = bracket ? program->partners[i + 1] : i + 1;
        AUTO_FREE char *old = program_copy(program, i, last);
        if (program->tokens[i + 1].kind == TOKEN_STRING) {
            mutant_propose(sink, i, last, "(%s - 1)", old);
        } else {
            mutant_propose(sink, i, last, "sizeof(void *)");
        }
    }
}
