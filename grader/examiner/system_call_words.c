#include "examiner/system_call_words.h"

#include <fcntl.h>
#include <inttypes.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>

struct word {
    uint64_t bits;
    const char *name;
};

/* Names of the bits that are set, and what is left of them in octal: "O_CREAT|O_EXCL|0600". */
static void print_bits(char *out, size_t room, uint64_t value, const struct word *words,
                       size_t count)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && used < room; i++) {
        if ((value & words[i].bits) == words[i].bits) {
            used += (size_t)snprintf(out + used, room - used, "%s%s", used > 0 ? "|" : "",
                                     words[i].name);
            value &= ~words[i].bits;
        }
    }
    if ((value != 0 || used == 0) && used < room) {
        snprintf(out + used, room - used, value != 0 ? "%s0%" PRIo64 : "%s%" PRIo64,
                 used > 0 ? "|" : "", value);
    }
}

/* The name of a value, or the number. */
static void print_choice(char *out, size_t room, uint64_t value, const struct word *words,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (words[i].bits == value) {
            snprintf(out, room, "%s", words[i].name);
            return;
        }
    }
    snprintf(out, room, "%d", (int)value);
}

#define WORD(name)                                                                                 \
    {                                                                                              \
        name, #name                                                                                \
    }
#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

static void print_open_flags(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {
        WORD(O_RDWR),   WORD(O_WRONLY),  WORD(O_CREAT),     WORD(O_EXCL),     WORD(O_TRUNC),
        WORD(O_APPEND), WORD(O_CLOEXEC), WORD(O_DIRECTORY), WORD(O_NOFOLLOW), WORD(O_NONBLOCK)};
    size_t used = (value & O_ACCMODE) == O_RDONLY ? (size_t)snprintf(out, room, "O_RDONLY") : 0;
    if (used == 0) {
        print_bits(out, room, value, words, COUNT_OF(words));
    } else if (value != 0) {
        out[used] = '|';
        print_bits(out + used + 1, room - used - 1, value, words, COUNT_OF(words));
    }
}

static void print_ipc_flags(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(IPC_CREAT), WORD(IPC_EXCL), WORD(IPC_NOWAIT)};
    print_bits(out, room, (uint32_t)value, words, COUNT_OF(words));
}

static void print_attach_flags(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(SHM_RDONLY), WORD(SHM_RND), WORD(SHM_REMAP),
                                        WORD(SHM_EXEC)};
    print_bits(out, room, (uint32_t)value, words, COUNT_OF(words));
}

static void print_ipc_command(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(IPC_RMID), WORD(IPC_STAT), WORD(IPC_SET),
                                        WORD(IPC_INFO), WORD(SHM_INFO), WORD(SHM_STAT),
                                        WORD(SHM_LOCK)};
    print_choice(out, room, value, words, COUNT_OF(words));
}

static void print_semaphore_command(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(IPC_RMID), WORD(IPC_STAT), WORD(IPC_SET), WORD(GETVAL),
                                        WORD(SETVAL),   WORD(GETALL),   WORD(SETALL),  WORD(GETPID),
                                        WORD(GETNCNT),  WORD(GETZCNT)};
    print_choice(out, room, value, words, COUNT_OF(words));
}

static void print_protection(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(PROT_READ), WORD(PROT_WRITE), WORD(PROT_EXEC)};
    if (value == PROT_NONE) {
        snprintf(out, room, "PROT_NONE");
    } else {
        print_bits(out, room, value, words, COUNT_OF(words));
    }
}

static void print_map_flags(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(MAP_SHARED), WORD(MAP_PRIVATE),  WORD(MAP_ANONYMOUS),
                                        WORD(MAP_FIXED),  WORD(MAP_POPULATE), WORD(MAP_NORESERVE)};
    print_bits(out, room, value, words, COUNT_OF(words));
}

/* By the names that futex(2) and strace(1) have: _PRIVATE is what a learner should see, for it is for the
 * threads of one process. */
static void print_futex_operation(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {
        WORD(FUTEX_WAIT),        WORD(FUTEX_WAKE),        WORD(FUTEX_REQUEUE),
        WORD(FUTEX_CMP_REQUEUE), WORD(FUTEX_LOCK_PI),     WORD(FUTEX_UNLOCK_PI),
        WORD(FUTEX_WAIT_BITSET), WORD(FUTEX_WAKE_BITSET), WORD(FUTEX_LOCK_PI2)};
    print_choice(out, room, value & FUTEX_CMD_MASK, words, COUNT_OF(words));
    size_t used = strlen(out);
    if (value & FUTEX_PRIVATE_FLAG) {
        snprintf(out + used, room - used, "_PRIVATE");
    }
}

static void print_clock(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {WORD(CLOCK_REALTIME), WORD(CLOCK_MONOTONIC),
                                        WORD(CLOCK_PROCESS_CPUTIME_ID), WORD(CLOCK_BOOTTIME)};
    print_choice(out, room, value, words, COUNT_OF(words));
}

static void print_folder(char *out, size_t room, uint64_t value)
{
    static const struct word words[] = {{(uint32_t)AT_FDCWD, "AT_FDCWD"}};
    print_choice(out, room, (uint32_t)value, words, COUNT_OF(words));
}

static void print_key(char *out, size_t room, uint64_t value)
{
    snprintf(out, room, (uint32_t)value == IPC_PRIVATE ? "IPC_PRIVATE" : "0x%08" PRIx32,
             (uint32_t)value);
}

static void print_signal(char *out, size_t room, uint64_t value)
{
    const char *name = sigabbrev_np((int)value);
    snprintf(out, room, name != NULL ? "SIG%s" : "%.0s%d", name != NULL ? name : "", (int)value);
}

static void print_mode(char *out, size_t room, uint64_t value)
{
    snprintf(out, room, value == 0 ? "0" : "0%" PRIo64, value & 07777);
}

static void print_sleep_flags(char *out, size_t room, uint64_t value)
{
    snprintf(out, room, "%s", value & TIMER_ABSTIME ? "TIMER_ABSTIME" : "0");
}

bool system_call_word(char *out, size_t room, char letter, uint64_t value)
{
    static const struct {
        char letter;
        void (*print)(char *out, size_t room, uint64_t value);
    } printers[] = {
        {'O', print_open_flags},
        {'g', print_ipc_flags},
        {'a', print_attach_flags},
        {'i', print_ipc_command},
        {'j', print_semaphore_command},
        {'P', print_protection},
        {'m', print_map_flags},
        {'f', print_futex_operation},
        {'c', print_clock},
        {'D', print_folder},
        {'k', print_key},
        {'S', print_signal},
        {'o', print_mode},
        {'n', print_sleep_flags},
    };
    for (size_t i = 0; i < COUNT_OF(printers); i++) {
        if (printers[i].letter == letter) {
            printers[i].print(out, room, value);
            return true;
        }
    }
    return false;
}
