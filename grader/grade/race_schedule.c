#include "grade/race_schedule.h"

#include "base/memory.h"

#include <stdlib.h>

/* --- the rule ------------------------------------------------------------------------------ */

static bool reads_old_values(const struct races_report *report)
{
    for (size_t i = 0; i < report->event_count; i++) {
        if (report->events[i].age > 0) {
            return true;
        }
    }
    return false;
}

static const char *rule(const struct races_report *report)
{
    switch (report->kind) {
    case RACES_MISUSE:
        return "What processes share is initialised for several processes and lies in memory that "
               "they "
               "share (POSIX sem_init, pthread_mutexattr_setpshared); an address means something "
               "in one "
               "process alone.";
    case RACES_RACE:
        return "Of two accesses to the same bytes, one of them a write and one of them not atomic, "
               "one has "
               "to happen before the other; otherwise the behaviour is undefined (ISO C17 "
               "5.1.2.4).";
    case RACES_CRASH:
        return "An access outside of any object has undefined behaviour (ISO C17 6.5.3.2).";
    case RACES_STUCK:
        return "A wait ends when somebody changes what it waits for and wakes it after it has "
               "begun: a "
               "wake-up that comes before is lost (POSIX pthread_cond_signal, futex(2)).";
    case RACES_OUTCOME:
        break;
    }
    return reads_old_values(report)
               ? "A load may give any value that was stored, also one that has been overwritten, "
                 "unless "
                 "something orders the newer store before the load (ISO C17 5.1.2.4, 7.17.3)."
               : "Steps of two processes come in any order that nothing forbids, also between a "
                 "look "
                 "and what is done because of it (ISO C17 5.1.2.4).";
}

/* --- orders -------------------------------------------------------------------------------- */

static struct order_place make_place(const struct races_report *report,
                                     const struct races_order *order)
{
    const struct source_place *found = lines_find(&report->lines, order->offset);
    return (struct order_place){
        .line = found != NULL ? found->line : 0,
        .function =
            found != NULL && found->function != NULL ? memory_copy_string(found->function) : NULL,
        .operation = memory_copy_string(order->operation),
        .object = order->object[0] != '\0' ? memory_copy_string(order->object) : NULL,
        .order = memory_copy_string(order->asked),
    };
}

static void add_repair(struct schedule *schedule, const struct races_report *report)
{
    for (size_t i = 0; i < report->repair_count; i++) {
        *memory_append(&schedule->repair, &schedule->repair_count) = (struct order_change){
            .place = make_place(report, &report->repair[i]),
            .instead = memory_copy_string(report->repair[i].alone),
        };
    }
}

static int compare_lines(const void *a, const void *b)
{
    const struct order_advice *first = a;
    const struct order_advice *second = b;
    return (first->place.line > second->place.line) - (first->place.line < second->place.line);
}

struct weakest_orders *race_schedule_make_weakest(const struct races_report *report)
{
    bool right = report->state == RACES_CLEAN || report->state == RACES_UNFINISHED;
    if (!report->orders_told || !right) {
        return NULL;
    }
    struct weakest_orders *weakest = memory_allocate(1, sizeof *weakest);
    weakest->finished = report->orders_finished;
    for (size_t i = 0; i < report->order_count; i++) {
        *memory_append(&weakest->advice, &weakest->advice_count) = (struct order_advice){
            .place = make_place(report, &report->orders[i]),
            .alone = memory_copy_string(report->orders[i].alone),
            .together = memory_copy_string(report->orders[i].together),
        };
    }
    if (weakest->advice_count > 0) {
        qsort(weakest->advice, weakest->advice_count, sizeof weakest->advice[0], compare_lines);
    }
    return weakest;
}

/* --- the steps ----------------------------------------------------------------------------- */

static void add_step(struct schedule *schedule, const struct races_report *report,
                     const struct races_event *event)
{
    const struct source_place *found = lines_find(&report->lines, event->offset);
    *memory_append(&schedule->steps, &schedule->step_count) = (struct schedule_step){
        .process = event->role - 1,
        .line = found != NULL ? found->line : 0,
        .function =
            found != NULL && found->function != NULL ? memory_copy_string(found->function) : NULL,
        .did = memory_copy_string(event->words),
        .age = event->age,
        .marked = event->mark != 0,
    };
}

struct schedule *race_schedule_make(const struct races_report *report)
{
    struct schedule *schedule = memory_allocate(1, sizeof *schedule);
    schedule->rule = memory_copy_string(rule(report));
    for (unsigned i = 0; i < report->role_count; i++) {
        *memory_append(&schedule->processes, &schedule->process_count) =
            memory_copy_string(report->roles[i]);
    }
    for (size_t i = 0; i < report->event_count; i++) {
        if (report->events[i].role <= report->role_count) {
            add_step(schedule, report, &report->events[i]);
        }
    }
    add_repair(schedule, report);
    memory_set_string(&schedule->atomic, report->atomic);
    return schedule;
}
