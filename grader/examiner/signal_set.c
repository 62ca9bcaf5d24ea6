#include "examiner/signal_set.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { SIGNALS_NAMED_MAX = 3, NPTL_FIRST = 32, NPTL_LAST = 33 };

static uint64_t bit_of(int signal)
{
    return 1ULL << (signal - 1);
}

uint64_t signal_set_of_learner(uint64_t mask)
{
    return mask & ~(bit_of(SIGTRAP) | bit_of(NPTL_FIRST) | bit_of(NPTL_LAST));
}

/* All but the two that nobody can block. */
static bool is_all(uint64_t mask)
{
    uint64_t all = signal_set_of_learner(~(bit_of(SIGKILL) | bit_of(SIGSTOP)));
    return (mask & all) == all;
}

/* The length of what `out` now holds. */
static size_t append_name(char *out, size_t room, size_t length, int signal)
{
    const char *name = sigabbrev_np(signal);
    const char *comma = length > 0 ? ", " : "";
    if (name != NULL) {
        snprintf(out + length, room - length, "%sSIG%s", comma, name);
    } else {
        snprintf(out + length, room - length, "%ssignal %d", comma, signal);
    }
    return strlen(out);
}

static void print_names(char *out, size_t room, uint64_t mask)
{
    size_t length = 0;
    unsigned left = (unsigned)__builtin_popcountll(mask);
    unsigned named = 0;
    for (int signal = 1; left > 0 && named < SIGNALS_NAMED_MAX; signal++) {
        if (mask & bit_of(signal)) {
            length = append_name(out, room, length, signal);
            named++;
            left--;
        }
    }
    if (left > 0) {
        snprintf(out + length, room - length, " and %u more", left);
    }
}

void signal_set_print(char *out, size_t room, uint64_t mask)
{
    if (mask == 0 || is_all(mask)) {
        snprintf(out, room, "%s", mask == 0 ? "none" : "all");
    } else {
        print_names(out, room, mask);
    }
}
