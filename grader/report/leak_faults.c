#include "report/leak_faults.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

static int compare_faults(const struct leak *a, const struct leak *b)
{
    int order = compare_texts(a->kind, b->kind);
    order = order != 0 ? order : compare_texts(a->location.file, b->location.file);
    if (order == 0 && a->location.line != b->location.line) {
        order = a->location.line < b->location.line ? -1 : 1;
    }
    return order == 0 && a->location.line == 0 ? compare_texts(a->id, b->id) : order;
}

static int compare_places(const struct leak *a, const struct leak *b)
{
    return (a > b) - (a < b);
}

/* Leaks of one fault beside each other, of these the ones of one check, in the order in which they were met. */
static int by_fault(const void *one, const void *other)
{
    const struct leak *a = *(const struct leak *const *)one;
    const struct leak *b = *(const struct leak *const *)other;
    int order = compare_faults(a, b);
    order = order != 0 ? order : compare_texts(a->check, b->check);
    return order != 0 ? order : compare_places(a, b);
}

static int by_place(const void *one, const void *other)
{
    return compare_places(((const struct leak_fault *)one)->leak,
                          ((const struct leak_fault *)other)->leak);
}

/* Takes the next of the sorted leaks to the last fault, or begins another. */
static void take(struct leak_faults *faults, const struct leak *leak, const struct leak *before)
{
    if (before == NULL || compare_faults(before, leak) != 0) {
        memory_append(&faults->items, &faults->count)->leak = leak;
        return;
    }
    struct leak_fault *fault = &faults->items[faults->count - 1];
    fault->other_checks += compare_texts(before->check, leak->check) != 0 ? 1 : 0;
    fault->leak = compare_places(leak, fault->leak) < 0 ? leak : fault->leak;
}

void leak_faults_find(const struct exercise_verdict *exercise, struct leak_faults *faults)
{
    size_t count = exercise->leak_count;
    AUTO_FREE const struct leak **sorted = memory_allocate(count, sizeof *sorted);
    *faults = (struct leak_faults){0};
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &exercise->leaks[i];
    }
    qsort(sorted, count, sizeof(const struct leak *), by_fault);
    for (size_t i = 0; i < count; i++) {
        take(faults, sorted[i], i > 0 ? sorted[i - 1] : NULL);
    }
    if (faults->count > 0) {
        qsort(faults->items, faults->count, sizeof *faults->items, by_place);
    }
}

void leak_faults_finish(struct leak_faults *faults)
{
    free(faults->items);
    *faults = (struct leak_faults){0};
}
