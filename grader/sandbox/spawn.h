/* Starting a program so that it cannot outlive its starter, as an unprivileged user. */
#ifndef WORKBOOK_SANDBOX_SPAWN_H
#define WORKBOOK_SANDBOX_SPAWN_H

#include "base/error.h"
#include "sandbox/control_group.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct spawn {
    char *const *arguments;   /* ends with NULL; arguments[0] is looked up in PATH */
    char *const *environment; /* NULL: the caller's */
    int input;                /* standard input; -1: /dev/null */
    int output;               /* standard output; -1: /dev/null */
    int errors;               /* standard error; -1: /dev/null */
    const int *inherited;     /* further descriptors that stay open, whatever their flags */
    size_t inherited_count;
    /* it begins in (sandbox/control_group.h); NULL: in the caller's */
    const struct control_group *group;
    bool drop_root; /* root becomes an ordinary user before anything else */
    bool kept;      /* by a keeper (sandbox/keeper.h), which ends as the program does */
};

/* Starts it with SIGKILL as its parent-death signal, default signal dispositions and an empty
 * signal mask. The caller reaps the child. To be called from a thread that stays until the child
 * has ended: the death signal follows the thread (prctl(2), PR_SET_PDEATHSIG).
 *
 * Of a kept program *pid is the keeper, which may be started by any thread, and is to be ended by
 * SIGTERM: SIGKILL would leave the program to itself. */
bool spawn_start(const struct spawn *spawn, pid_t *pid, struct error *err);

/* The user and group id that root drops to: no account has it, so nothing belongs to it. */
enum { SPAWN_UNPRIVILEGED_ID = 64611 };

#endif
