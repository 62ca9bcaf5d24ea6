/* The kernel's tables of System V objects, as shmctl(2), semctl(2) and msgctl(2) list them (SHM_STAT_ANY and its kind). */
#ifndef WORKBOOK_REMAINS_TABLES_H
#define WORKBOOK_REMAINS_TABLES_H

#include <sys/ipc.h>
#include <sys/types.h>
#include <time.h>

enum table { TABLE_SEGMENTS, TABLE_SETS, TABLE_MESSAGES };

struct table_entry {
    enum table table;
    int id;
    struct ipc_perm rights;
    time_t changed; /* by IPC_SET, or when it was created */
    pid_t creator;  /* of a segment; 0: not told */
};

typedef void table_visitor(const struct table_entry *entry, void *context);

/* Shows each object of this table that is in sight, whoever's it is. It may be removed meanwhile. */
void tables_each(enum table table, table_visitor *visit, void *context);

/* The same of all three. */
void tables_each_of_all(table_visitor *visit, void *context);

/* Removes the object where that is allowed. */
void tables_remove(const struct table_entry *entry);

#endif
