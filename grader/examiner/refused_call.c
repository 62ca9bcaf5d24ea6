#include "examiner/refused_call.h"

#include "protocol/refused_calls.h"

#include <stdio.h>

const char *refused_call_name(uint32_t number)
{
    static const struct {
        uint32_t number;
        const char *name;
    } calls[] = {
#define NAMED(name) {SYS_##name, #name},
        REFUSED_CALLS(NAMED) /* by their arguments: */
        NAMED(socket) NAMED(ioctl) NAMED(setpriority) NAMED(sched_setaffinity)
            NAMED(sched_setscheduler) NAMED(sched_setparam) NAMED(sched_setattr)
        /* and those that end the process: */
        NAMED(execve) NAMED(execveat) NAMED(mmap) NAMED(mprotect) NAMED(prctl)
#undef NAMED
    };
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (calls[i].number == number) {
            return calls[i].name;
        }
    }
    return NULL;
}

int refused_call_error(uint32_t number)
{
    return REFUSED_CALL_ERROR(number);
}

void refused_call_text(uint32_t number, char text[REFUSED_CALL_TEXT])
{
    const char *name = refused_call_name(number);
    snprintf(text, REFUSED_CALL_TEXT,
             name != NULL ? "; %s(2) was refused to it: no exercise needs that call" : "", name);
}
