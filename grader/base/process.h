/* Processes as /proc shows them (proc_pid_stat(5), proc_pid_task(5)). What ends meanwhile is simply not there
 * any more. */
#ifndef WORKBOOK_BASE_PROCESS_H
#define WORKBOOK_BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

struct process_stat {
    char state;   /* R, S, D, Z, T …; 0 when there is none such */
    pid_t parent; /* 0 when there is none such */
    /* Gone, a zombie, or on its way there (PF_EXITING, which the kernel sets before it closes a descriptor): nothing
     * that is done to it changes its wait status. */
    bool is_ending;
};

/* Of a process or a thread. */
struct process_stat process_stat_read(pid_t pid);

/* Calls `act` with each thread of the process. */
void process_each_thread(pid_t pid, void (*act)(pid_t pid, pid_t thread, void *context),
                         void *context);

/* Calls `act` with each child of the thread: children belong to the thread that made them. */
void process_each_child(pid_t pid, pid_t thread, void (*act)(pid_t child, void *context),
                        void *context);

/* Kills a process that `is_meant` holds for the one that is meant. It is asked while a descriptor stands for the process
 * (pidfd_open(2)): an id that has become a stranger's meanwhile leads to nobody's end. Waits for the end of it, for
 * wait_ms at most. False when nobody was killed. */
bool process_kill(pid_t pid, bool (*is_meant)(pid_t pid, const void *context), const void *context,
                  int wait_ms);

#endif
