/* The outcomes of a random program by the axioms of the memory model: all ways in which its reads can find its
 * writes and its writes can be ordered, less those that an axiom forbids. Written against the standard's text
 * and not against the checker, which finds the same outcomes by running the program.
 *
 * The axioms are those of ISO C 5.1.2.4 and 7.17.3, with seq_cst as in C++20 (Lahav and others, PLDI 2017), and
 * without reads from the future: what is sequenced before, and what is read from, make no cycle. */
#ifndef WORKBOOK_TESTS_AXIOMS_H
#define WORKBOOK_TESTS_AXIOMS_H

#include "random_program.h"

#include <stddef.h>

/* In alphabetical order with blanks between, as explore() gives them. */
void axioms_outcomes(const struct random_program *program, char *outcomes, size_t size);

#endif
