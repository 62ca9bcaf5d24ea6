/* Who keeps the others waiting (stage/turn.h). */
#ifndef WORKBOOK_STAGE_TURN_HOLDER_H
#define WORKBOOK_STAGE_TURN_HOLDER_H

#include <sys/types.h>

/* A stopped process that holds the lock of the folder `lock` is open at; 0: there is none in sight. Of other
 * users' processes nothing can be seen (proc_pid_fdinfo(5)). */
pid_t turn_holder_find_stopped(int lock);

#endif
