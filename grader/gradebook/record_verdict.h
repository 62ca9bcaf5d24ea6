/* One verdict into its tables. */
#ifndef WORKBOOK_GRADEBOOK_RECORD_VERDICT_H
#define WORKBOOK_GRADEBOOK_RECORD_VERDICT_H

#include "database/database.h"

/* Within a transaction. Writes nothing when there is one of this key that judges; takes the place of an error. */
bool record_verdict(struct database *database, const char *key, const char *json,
                    struct error *err);

#endif
