/* What a process has, held against the limits of a process. */
#include "examiner/limits_private.h"

#include "examiner/session.h"
#include "protocol/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LOOK_AT_DESCRIPTORS                                                                        \
    "close(2): what is opened at the line below is to be closed again, on every path to a return"
#define LOOK_AT_LOCKS "mlock(2): what is locked stays in memory, which no exercise asks for"
#define LOOK_AT_SIGNALS                                                                            \
    "timer_create(2), sigqueue(3): what ends the loop that makes them, and who takes them?"

enum {
    VALUE_BYTES = 64,
    VALGRIND_DESCRIPTORS = 16, /* that it may keep for itself, above all others */
};

/* What stands behind this name in /proc/PID/status; empty: the process is gone. */
static void read_status(pid_t pid, const char *name, char value[VALUE_BYTES])
{
    char path[64];
    char line[256];
    size_t length = strlen(name);
    value[0] = '\0';
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *status = fopen(path, "re");
    while (status != NULL && value[0] == '\0' && fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, name, length) == 0 && line[length] == ':') {
            snprintf(value, VALUE_BYTES, "%.*s", VALUE_BYTES - 1, line + length + 1);
        }
    }
    if (status != NULL) {
        fclose(status);
    }
}

uint64_t limits_peak_kib(pid_t pid)
{
    char value[VALUE_BYTES];
    read_status(pid, "VmPeak", value);
    return strtoull(value, NULL, 10);
}

/* Of the last eighth nothing larger may have fitted in. */
bool limits_explain_memory(uint64_t peak_kib, const char *look, struct limit_words *words)
{
    unsigned limit_kib = limits_get().memory_kib;
    return limit_kib != 0 && peak_kib >= limit_kib - limit_kib / 8 &&
           limits_say(words, "memory of a process", peak_kib / LIMITS_KIB_IN_MIB,
                      limit_kib / LIMITS_KIB_IN_MIB, " MiB", look);
}

/* One request that was more than all of it, or than was left, leaves the peak low. */
bool limits_explain_request(uint64_t peak_kib, const struct wire_refusal *refusal,
                            struct limit_words *words)
{
    uint64_t limit_kib = limits_get().memory_kib;
    bool told = refusal != NULL &&
                (refusal->object == WIRE_OBJECT_HEAP || refusal->object == WIRE_OBJECT_MAPPING);
    uint64_t asked_kib = told ? refusal->bytes / LIMITS_BYTES_IN_KIB : 0;
    if (limit_kib == 0 || asked_kib <= limit_kib) {
        return limit_kib != 0 && limits_say_asked(words, "memory of a process", peak_kib, asked_kib,
                                                  limit_kib, LIMITS_LOOK_AT_THE_SIZE);
    }
    return limits_say_at_once(words, "memory of a process", asked_kib / LIMITS_KIB_IN_MIB,
                              limit_kib / LIMITS_KIB_IN_MIB, "MiB", LIMITS_LOOK_AT_THE_SIZE);
}

bool limits_explain_descriptors(pid_t pid, struct limit_words *words)
{
    unsigned limit = limits_get().descriptors;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    unsigned count = limits_count_files(path);
    if (session_current()->under_valgrind && count < limit &&
        count + VALGRIND_DESCRIPTORS >= limit) {
        return limits_say(words, "descriptors of a process", limit, limit,
                          ", Valgrind's among them", LOOK_AT_DESCRIPTORS);
    }
    return limit != 0 && count >= limit &&
           limits_say(words, "descriptors of a process", count, limit, "", LOOK_AT_DESCRIPTORS);
}

/* The count is of the user, the limit of the process, which does without any signal that says so. */
bool limits_explain_signals(pid_t pid, const struct wire_refusal *refusal,
                            struct limit_words *words)
{
    char value[VALUE_BYTES];
    unsigned long long used, limit;
    read_status(pid, "SigQ", value);
    return refusal != NULL && refusal->object == WIRE_OBJECT_SIGNAL &&
           sscanf(value, "%llu/%llu", &used, &limit) == 2 && used >= limit &&
           limits_say(words, "timers and signals that wait", used, limit, "", LOOK_AT_SIGNALS);
}

/* The limit is of whoever grades; it is inherited. */
bool limits_explain_locks(const struct wire_refusal *refusal, struct limit_words *words)
{
    struct rlimit limit;
    return refusal != NULL && refusal->object == WIRE_OBJECT_LOCK &&
           getrlimit(RLIMIT_MEMLOCK, &limit) == 0 &&
           limits_say_at_once(words, "locked memory", refusal->bytes / LIMITS_BYTES_IN_KIB,
                              limit.rlim_cur / LIMITS_BYTES_IN_KIB, "KiB", LOOK_AT_LOCKS);
}
