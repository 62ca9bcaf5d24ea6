/* How much of a check is recorded while it runs (model/timeline.h). In a grading: nothing. */
#ifndef WORKBOOK_MODEL_GRADE_RECORDING_H
#define WORKBOOK_MODEL_GRADE_RECORDING_H

enum grade_recording {
    RECORD_NOTHING,
    RECORD_CALLS,     /* what the test sees of its calls, at nearly full speed */
    RECORD_EVENTS,    /* and the system calls inside, by a tracer, which slows them down */
    RECORD_SNAPSHOTS, /* and how the shared objects are after each event */
};

#endif
