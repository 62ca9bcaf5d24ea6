/* What one exploration can hold. Whoever runs into one of these is told "not checked", never
 * "right". */
#ifndef WORKBOOK_RACES_LIMITS_H
#define WORKBOOK_RACES_LIMITS_H

enum {
    PROCESSES_MAX = 5,   /* number 0 prepares the memory, the others are the roles of a scenario */
    LOCATIONS_MAX = 256, /* atomic objects in the mapping */
    STORES_MAX = 500,    /* to one of them, in one execution */
    STORES_MAX_ALL = 6000,
    OBJECTS_MAX = 32,    /* semaphores, mutexes, condition variables, futexes */
    MAPPING_MAX = 65536, /* bytes of shared memory */
    EVENTS_MAX = 8000,   /* in one execution */
    CHOICES_MAX = 4000,  /* in one execution */
    STEPS_MAX = 6000,    /* visible operations in one execution */
    FINDINGS_MAX = 16,   /* in one execution */
    OUTCOME_MAX = 256,   /* bytes that a role notes down */
    HEAP_BYTES = 1 << 18,
    STACK_BYTES = 1 << 18,
    READS_MAX = 64, /* that a process has made since it last changed something */
    CALLS_MAX = 64, /* functions that have called each other; deeper ones are not told apart */
    LOOP_MAX = 24,  /* reads in one turn of a waiting loop */
};

#endif
