/* The way out of student code that cannot be followed any further. */
#ifndef WORKBOOK_RACES_RUNTIME_H
#define WORKBOOK_RACES_RUNTIME_H

/* A call to a function that is not modelled: the world is given up. Called by the stubs that the
 * object is linked with. */
_Noreturn void races_unmodelled(const char *name);

/* Ends the preparation, which is no process that could be left alone. Defined by signals.c. */
_Noreturn void runtime_leave_preparation(void);

#endif
