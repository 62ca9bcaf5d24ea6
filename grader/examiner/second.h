/* Waits that are to lie within one second of the clock. Not every solution carries nanoseconds to the seconds, and there is a
 * check that is about it: in the others such a fault is not to show now and then. */
#ifndef WORKBOOK_EXAMINER_SECOND_H
#define WORKBOOK_EXAMINER_SECOND_H

/* Waits, mostly not at all, for a moment from which on so many milliseconds and some more go by within one second of
 * CLOCK_MONOTONIC and within one of CLOCK_REALTIME (clock_gettime(2)). What no second has room for is not waited for. */
void second_await_room(int ms);

/* How long that wait is at this place in a second (tv_nsec), in nanoseconds; below a second. */
long second_wait_ns(long of_second_ns, int ms);

#endif
