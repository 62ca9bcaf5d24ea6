/* What the files of this folder share. */
#ifndef WORKBOOK_PROGRESS_PROGRESS_PRIVATE_H
#define WORKBOOK_PROGRESS_PROGRESS_PRIVATE_H

#include "database/database.h"
#include "progress/progress.h"

struct progress {
    struct database *database; /* NULL: nothing is recorded yet, and nothing is to be made */
    char *notice;
};

#endif
