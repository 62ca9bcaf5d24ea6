/* The environment variables by which the proctor tells a hidden test where things are. */
#ifndef WORKBOOK_PROTOCOL_ENVIRONMENT_H
#define WORKBOOK_PROTOCOL_ENVIRONMENT_H

#define SESSION_VARIABLE    "WORKBOOK_SESSION"       /* the zygote's socket */
#define REPORT_VARIABLE     "WORKBOOK_REPORT"        /* where records go: a FIFO */
#define SHARED_VARIABLE     "WORKBOOK_SHARED_MEMORY" /* the student's /dev/shm */
#define QUEUES_VARIABLE     "WORKBOOK_QUEUES"        /* the student's POSIX message queues */
#define TMP_VARIABLE        "WORKBOOK_TMP"           /* the student's /tmp */
#define TMP_INSIDE_VARIABLE "WORKBOOK_TMP_INSIDE"    /* what the student calls it */
#define RUN_VARIABLE        "WORKBOOK_RUN"           /* a folder of the trusted side */
#define PASS_VARIABLE       "WORKBOOK_PASS"          /* native or memory */
#define SANDBOX_VARIABLE    "WORKBOOK_SANDBOX"       /* full, reduced or off */
#define SEED_VARIABLE       "WORKBOOK_SEED"
#define LIMITS_VARIABLE     "WORKBOOK_LIMITS" /* six numbers: examiner/limits.h */
#define GROUP_VARIABLE                                                                             \
    "WORKBOOK_GROUP" /* "EVENTS PEAK MIB" of the control group: descriptors of the files of base/oom.h, or -1, \
                        and the limit of memory */
#define HELD_VARIABLE                                                                              \
    "WORKBOOK_HELD" /* "yes": HELD_FILE in the run's folder is protocol/held.h's table */
#define HELD_FILE     "held"
#define TIME_FILE     "time" /* in the run's folder once the time of the run is up */
#define STOP_VARIABLE "WORKBOOK_STOP" /* "yes": no check is run after one that failed */
#define ONLY_VARIABLE "WORKBOOK_ONLY" /* the name of the one check that is run; "": all are */
#define RECORD_VARIABLE                                                                            \
    "WORKBOOK_RECORD" /* "no", "calls", "events", "snapshots": examiner/recorder.h */

#endif
