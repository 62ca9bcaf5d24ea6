#include "stage/memory_findings.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The same fault is met with blocks of different sizes: what stands before the colon counts. */
static bool is_same_fault(const struct memory_finding *a, const struct memory_finding *b)
{
    return a->fault_length == b->fault_length &&
           memcmp(a->message, b->message, a->fault_length) == 0;
}

static bool is_known(const struct memory_findings *found, const struct memory_finding *finding)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct memory_finding *known = &found->items[i];
        if (known->line == finding->line && is_same_fault(known, finding) &&
            is_same_text(known->file, finding->file)) {
            return true;
        }
    }
    return false;
}

void memory_findings_add(struct memory_findings *findings, struct memory_finding *finding)
{
    finding->fault_length = strcspn(finding->message, ":");
    if (findings->count == MEMORY_FINDINGS_MAX || is_known(findings, finding)) {
        memory_finding_finish(finding);
        return;
    }
    *memory_append(&findings->items, &findings->count) = *finding;
    *finding = (struct memory_finding){0};
}

void memory_findings_move(struct memory_findings *findings, struct memory_findings *others)
{
    for (size_t i = 0; i < others->count; i++) {
        memory_findings_add(findings, &others->items[i]);
    }
    memory_findings_finish(others);
}

void memory_finding_finish(struct memory_finding *finding)
{
    free(finding->message);
    free(finding->file);
    free(finding->function);
    *finding = (struct memory_finding){0};
}

void memory_findings_finish(struct memory_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        memory_finding_finish(&findings->items[i]);
    }
    free(findings->items);
    *findings = (struct memory_findings){0};
}
