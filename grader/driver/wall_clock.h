/* A wall clock that can be stepped, as an administrator or NTP would, for this process alone.
 *
 * CLOCK_REALTIME and all that waits on it are shifted; CLOCK_MONOTONIC is never touched. */
#ifndef WORKBOOK_DRIVER_WALL_CLOCK_H
#define WORKBOOK_DRIVER_WALL_CLOCK_H

#include <stdint.h>

/* The clock jumps ahead by `step_ns` right after it was next read. 0: back to the true time. */
void wall_clock_arm_step(int64_t step_ns);

#endif
