/* System calls that the sandbox has refused, in words. Who they come from says so itself: they explain, and decide nothing. Not
 * for tests. */
#ifndef WORKBOOK_EXAMINER_REFUSED_CALL_H
#define WORKBOOK_EXAMINER_REFUSED_CALL_H

#include <stddef.h>
#include <stdint.h>

enum { REFUSED_CALL_TEXT = 80 };

/* "ptrace"; NULL for a number that is none of a refused call's. */
const char *refused_call_name(uint32_t number);

/* The error that it fails with. */
int refused_call_error(uint32_t number);

/* "; ptrace(2) was refused to it: no exercise needs that call", or nothing for such a number. */
void refused_call_text(uint32_t number, char text[REFUSED_CALL_TEXT]);

#endif
