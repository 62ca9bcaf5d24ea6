/* Clocks that can be stepped, for this process alone: the wall clock, as an administrator or NTP would
 * set it; or all clocks, as if so much time had passed.
 *
 * What waits until a point in time of a stepped clock is shifted with it. Spans stay spans. */
#ifndef WORKBOOK_DRIVER_WALL_CLOCK_H
#define WORKBOOK_DRIVER_WALL_CLOCK_H

#include "protocol/wire.h"

#include <stdint.h>
#include <time.h>

/* The clocks jump ahead by `step_ns` right after one of them was next read. 0: back to the true
 * time. */
void wall_clock_arm_step(enum wire_clocks which, int64_t step_ns);

/* CLOCK_MONOTONIC as it is, for who measures. Sets off no step. */
struct timespec wall_clock_true_monotonic(void);

#endif
