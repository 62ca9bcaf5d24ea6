#include "driver/traits.h"

#include "driver/crash.h"
#include "protocol/wire.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { TIMERS = 3, ATTRIBUTES = 3, STREAMS = 3 };

/* Zeroed before it is filled, for it is compared byte by byte. */
struct traits {
    stack_t signal_stack;
    struct handler {
        uintptr_t function;
        uint64_t flags;
    } handlers[CRASH_SIGNALS_MAX];
    struct timeval periods[TIMERS];
    bool runs[TIMERS];
    uint64_t environment; /* a hash of it */
    uint32_t arithmetic[2];
    int attributes[ATTRIBUTES];
    struct stream {
        dev_t device;
        ino_t file;
        int flags; /* of all who have it open; -1: nobody here */
    } streams[STREAMS];
};

static const int timers[TIMERS] = {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};

/* Of the mask the C library fills in the first bits alone. */
static void read_handlers(struct traits *traits)
{
    struct sigaction actions[CRASH_SIGNALS_MAX] = {0};
    crash_read_handlers(actions);
    for (size_t i = 0; i < CRASH_SIGNALS_MAX; i++) {
        traits->handlers[i] = (struct handler){.function = (uintptr_t)actions[i].sa_sigaction,
                                               .flags = (uint64_t)actions[i].sa_flags};
    }
}

static void read_timers(struct traits *traits)
{
    for (size_t i = 0; i < TIMERS; i++) {
        struct itimerval timer = {0};
        (void)getitimer((__itimer_which_t)timers[i], &timer);
        traits->periods[i] = timer.it_interval;
        traits->runs[i] = timer.it_value.tv_sec != 0 || timer.it_value.tv_usec != 0;
    }
}

/* FNV-1a, terminators included. */
static uint64_t hash_environment(void)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
        const char *letter = *variable;
        do {
            hash = (hash ^ (unsigned char)*letter) * 0x100000001b3U;
        } while (*letter++ != '\0');
    }
    return hash;
}

/* How numbers are rounded and which operations trap. Flags of what has happened are nobody's affair. */
static void read_arithmetic(struct traits *traits)
{
#if defined(__x86_64__)
    enum { CONTROL = 0, TAGS = 4, VECTOR_CONTROL = 24, FLAGS = 0x3f };
    _Alignas(16) unsigned char state[512];
    __asm__ volatile("fxsave64 %0" : "=m"(state));
    uint32_t vector_control;
    memcpy(&vector_control, state + VECTOR_CONTROL, sizeof vector_control);
    memcpy(&traits->arithmetic[0], state + CONTROL, sizeof(uint16_t));
    traits->arithmetic[0] |= (uint32_t)state[TAGS] << 16; /* registers that are in use */
    traits->arithmetic[1] = vector_control & ~(uint32_t)FLAGS;
#elif defined(__aarch64__)
    uint64_t control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    traits->arithmetic[0] = (uint32_t)control;
#else
    (void)traits;
#endif
}

/* The signal at the parent's end, whether orphans become its children, and how late its timers may be. */
static void read_attributes(struct traits *traits)
{
    (void)prctl(PR_GET_PDEATHSIG, &traits->attributes[0], 0, 0, 0);
    (void)prctl(PR_GET_CHILD_SUBREAPER, &traits->attributes[1], 0, 0, 0);
    traits->attributes[2] = prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);
}

static void read_streams(struct traits *traits)
{
    for (int number = 0; number < STREAMS; number++) {
        struct stat status = {0};
        (void)fstat(number, &status);
        traits->streams[number].device = status.st_dev;
        traits->streams[number].file = status.st_ino;
        traits->streams[number].flags = fcntl(number, F_GETFL);
    }
}

static void traits_read(struct traits *traits)
{
    memset(traits, 0, sizeof *traits);
    (void)sigaltstack(NULL, &traits->signal_stack);
    read_handlers(traits);
    read_timers(traits);
    read_arithmetic(traits);
    read_attributes(traits);
    read_streams(traits);
    traits->environment = hash_environment();
}

/* The same file with other flags. One that is closed is told by who counts descriptors, and tests lay others there. */
static bool streams_differ(const struct traits *before, const struct traits *after)
{
    for (size_t i = 0; i < STREAMS; i++) {
        const struct stream *then = &before->streams[i];
        const struct stream *now = &after->streams[i];
        if (then->flags >= 0 && now->flags >= 0 && then->flags != now->flags &&
            then->device == now->device && then->file == now->file) {
            return true;
        }
    }
    return false;
}

static uint32_t difference(const struct traits *before, const struct traits *after)
{
    uint32_t changed = 0;
#define COMPARE(member, trait)                                                                     \
    (changed |= memcmp(&before->member, &after->member, sizeof after->member) != 0 ? (trait) : 0)
    COMPARE(signal_stack, WIRE_TRAIT_SIGNAL_STACK);
    COMPARE(handlers, WIRE_TRAIT_HANDLERS);
    COMPARE(periods, WIRE_TRAIT_TIMERS);
    COMPARE(runs, WIRE_TRAIT_TIMERS);
    COMPARE(environment, WIRE_TRAIT_ENVIRONMENT);
    COMPARE(arithmetic, WIRE_TRAIT_ARITHMETIC);
    COMPARE(attributes, WIRE_TRAIT_ATTRIBUTES);
#undef COMPARE
    return changed | (streams_differ(before, after) ? WIRE_TRAIT_STREAMS : 0);
}

uint32_t traits_look(void)
{
    static struct traits known; /* process-wide, as what it tells of is */
    static bool begun;
    struct traits now;
    traits_read(&now);
    uint32_t changed = begun ? difference(&known, &now) : 0;
    begun = true;
    known = now;
    return changed;
}
