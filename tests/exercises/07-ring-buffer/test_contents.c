/* What goes in comes out, whatever memory it is in, whoever does it; without a system call. */
#include "ring_trial.h"

#include <sys/syscall.h>

/* --- init-any-memory -------------------------------------------------------------------------- */

static void expect_new_ring(struct trial *trial, struct actor *process)
{
    uint32_t count = trial_ask_count(trial, process);
    expect_that(count == 0 || !trial->counts, trial->look, "a count of 0", "it counted %u", count);
    trial_expect_empty(trial, process);
    trial_fill(trial, process);
    trial_expect_full(trial, process);
    trial_drain(trial, process);
    trial_expect_empty(trial, process);
}

static void expect_init_of(struct trial *trial, struct actor *process, int value,
                           const char *contents)
{
    check_situation("The memory holds %s before ring_init makes a ring of 4 items of it.",
                    contents);
    area_fill(trial->area, value);
    trial_init(trial, process);
    expect_new_ring(trial, process);
}

static void expect_init_in_use(struct trial *trial, struct actor *process, uint32_t capacity)
{
    check_situation(
        "A ring of %u items that was in use, with items in it, is made anew by ring_init, for %u.",
        trial->capacity, capacity);
    trial_fill(trial, process);
    trial_pop(trial, process);
    trial_push(trial, process);
    trial_pop(trial, process);
    trial->capacity = capacity;
    trial_init(trial, process);
    expect_new_ring(trial, process);
}

CHECK(init_any_memory)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    struct trial trial = trial_make(process, 4, 8);
    trial.look =
        "ring_buffer.h, ring_init: an empty ring, whatever the bytes held before. Which fields do "
        "your other functions read, and does ring_init set each of them?";
    trial.counts = trial_ask_count(&trial, process) == 0;
    expect_init_of(&trial, process, 0xa5, "bytes 0xa5");
    expect_init_of(&trial, process, 0xff, "bytes 0xff");
    expect_init_of(&trial, process, 0x01, "bytes 0x01");
    expect_init_of(&trial, process, -1, "arbitrary bytes");
    expect_init_in_use(&trial, process, 4);
    expect_init_in_use(&trial, process, 3);
    expect_init_in_use(&trial, process, 4);
}

/* --- two-addresses ---------------------------------------------------------------------------- */

/* The roles stay with their processes: that they may pass on is the matter of survives-a-kill. */
static void expect_filled(struct trial *trial, struct actor *process)
{
    trial_fill(trial, process);
    trial_expect_full(trial, process);
}

/* What a process remembers of one ring is wrong of the other. The one is so many items ahead. */
static void expect_rings_apart(struct actor *process, unsigned ahead)
{
    enum { TURNS = 6, CAPACITY = 3 };
    struct trial rings[] = {trial_make(process, CAPACITY, 8), trial_make(process, CAPACITY, 8)};
    check_situation("One process uses two rings of %d items of 8 bytes in turn. Before, %u item%s "
                    "passed through the first.",
                    CAPACITY, ahead, ahead == 1 ? "" : "s");
    for (size_t i = 0; i < 2; i++) {
        rings[i].look = "ring_buffer.h: what is known of a ring belongs into struct ring. A static "
                        "variable is shared by all rings of a process";
    }
    for (unsigned n = 0; n < ahead; n++) {
        trial_push(&rings[0], process);
        trial_pop(&rings[0], process);
    }
    for (unsigned turn = 0; turn < TURNS; turn++) {
        struct trial *ring = &rings[turn % 2];
        expect_filled(ring, process);
        for (unsigned n = 0; n <= turn / 2; n++) {
            trial_pop(ring, process);
        }
    }
}

CHECK_NATIVELY(two_addresses)
{
    check_on_one_processor();
    struct actor *maker = actor_spawn("one process");
    struct actor *producer = actor_spawn("a second process");
    struct actor *counter = actor_spawn("a third process");
    struct actor *consumer = actor_spawn("a fourth process");
    struct trial trial = trial_make(maker, 3, 8);
    trial.look =
        "shmat(2), NOTES; mmap(2): each process has its own addresses and its own static "
        "variables. What must be known in all of them belongs into struct ring, as numbers and "
        "offsets";
    area_map(trial.area, producer);
    area_map(trial.area, counter);
    area_map(trial.area, consumer);
    trial.watched = true;
    check_situation(
        "One process made a ring of 3 items; others see the same memory at other addresses.");
    trial_push(&trial, producer);
    trial_push(&trial, producer);
    uint32_t count = trial_ask_count(&trial, producer);
    uint32_t other_count = trial_ask_count(&trial, counter);
    expect_that(count == other_count, trial.look, "the same count in both processes",
                "the second process counted %u, the third %u", count, other_count);
    trial_pop(&trial, consumer);
    trial.watched = false;
    for (uint32_t lap = 0; lap < 4; lap++) {
        trial_fill(&trial, producer);
        trial_expect_full(&trial, producer);
        trial_drain(&trial, consumer);
        trial_expect_empty(&trial, consumer);
    }
    expect_rings_apart(actor_spawn(NULL), 1);
    expect_rings_apart(actor_spawn(NULL), 2);
}

/* --- no-system-calls -------------------------------------------------------------------------- */

static enum trace_verdict note_first(const struct trace_stop *stop, void *context, int *error)
{
    (void)error;
    long *number = context;
    if (stop->moment == TRACE_BEFORE && *number < 0) {
        *number = stop->number;
    }
    return TRACE_GO_ON;
}

static const char *system_call_name(long number)
{
    switch (number) {
    case SYS_futex:
        return "futex";
    case SYS_sched_yield:
        return "sched_yield";
    case SYS_nanosleep:
        return "nanosleep";
    case SYS_clock_nanosleep:
        return "clock_nanosleep";
    case SYS_semop:
    case SYS_semtimedop:
        return "semop";
    case SYS_brk:
        return "brk (memory for malloc)";
    case SYS_mmap:
        return "mmap";
    case SYS_write:
        return "write";
    default:
        return "a system call";
    }
}

static void expect_no_system_call(struct trial *trial, struct actor *process,
                                  const struct function *function, struct argument argument)
{
    long number = -1;
    struct tracing tracing = {.visit = note_first, .context = &number};
    actor_call_traced(process, &tracing, function, AREA(trial->area), argument);
    expect_that(
        number < 0,
        "ring_buffer.h: no system call in ring_push, ring_pop and ring_count; see strace(1)",
        "no system call: EAGAIN at once, or the work done", "%s made one: %s", function->name,
        system_call_name(number));
}

CHECK_NATIVELY(no_system_calls)
{
    char item[8] = "an item";
    uint32_t count;
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    struct trial trial = trial_make(process, 2, sizeof item);
    for (uint32_t held = 0; held <= 2; held++) {
        check_situation("The ring holds %u of 2 items.", held);
        expect_no_system_call(&trial, process, &ring_count, NAMED("&count", VARIABLE(&count)));
        expect_no_system_call(&trial, process, &ring_push, NAMED("item", BYTES(item, sizeof item)));
    }
    for (uint32_t held = 3; held-- > 0;) {
        check_situation("The ring holds %u of 2 items.", held);
        expect_no_system_call(&trial, process, &ring_pop,
                              NAMED("&item", BUFFER(item, sizeof item)));
    }
}
