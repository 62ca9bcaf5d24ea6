/* What the shims share: functions of the C library that stand in this program, between the student's object and the C
 * library. The main program comes first when the loader looks a symbol up. Each passes its arguments on unchanged
 * and then notes what was made, refused or printed, and where (creations.h), or tells Valgrind what it does not know. Code that
 * goes around them, by syscall(2) for instance, loses little more than the line number in a message.
 */
#ifndef WORKBOOK_DRIVER_SHIMS_H
#define WORKBOOK_DRIVER_SHIMS_H

#include <dlfcn.h>
#include <stddef.h>

#define SHIM   __attribute__((visibility("default")))
#define CALLER __builtin_return_address(0)

/* The C library's own. Looked up once: a single-stepped call would go through all of dlsym's work. */
#define NEXT(function)                                                                             \
    (__extension__({                                                                               \
        static __typeof__(&function) next;                                                         \
        if (next == NULL) {                                                                        \
            next = (__typeof__(&function))dlsym(RTLD_NEXT, #function);                             \
        }                                                                                          \
        next;                                                                                      \
    }))

#endif
