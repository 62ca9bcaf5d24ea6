/* Mutants: one replaced range of a source each, and a name that survives edits elsewhere.
 *
 *     drop-call in detach_keeping_errno: shmdt(memory); -> ;
 *
 * That is the operator, the function, the lines as they were and as they are, without comments and
 * with single blanks. A second mutant that reads the same ends in " #2", in the order of the
 * source.
 */
#ifndef WORKBOOK_SELFTEST_MUTATION_MUTANT_H
#define WORKBOOK_SELFTEST_MUTATION_MUTANT_H

#include "selftest/mutation/program.h"

#include <stddef.h>

struct mutant {
    const char *operator_name; /* borrowed from the table of operators */
    size_t begin, end;         /* the bytes of the source that are replaced */
    char *replacement;
    unsigned line; /* where that begins, from 1 */
    char *before;  /* the lines, squeezed */
    char *after;
    char *identity;
};

struct mutant_list {
    struct mutant *items;
    size_t count;
};

/* What operators propose into. A proposal that changes nothing, or that makes the same source as an
 * earlier one, is dropped. */
struct mutant_sink {
    const struct program *program;
    const char *operator_name;
    struct mutant_list *list;
    char **seen; /* each mutated source, squeezed; the first is the original */
    size_t seen_count;
};

/* Replaces the tokens first..last. */
void mutant_propose(struct mutant_sink *sink, size_t first, size_t last, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* All mutants of a source, by operator and then by place. False when it cannot be read as C; else
 * the caller finishes the list. */
bool mutants_generate(const char *text, struct mutant_list *list, struct error *err);
void mutants_finish(struct mutant_list *list);

/* The source with the mutation in it; owned by the caller. */
char *mutant_source(const char *text, const struct mutant *mutant);

#endif
