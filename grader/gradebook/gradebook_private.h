/* What the files of this folder share. */
#ifndef WORKBOOK_GRADEBOOK_GRADEBOOK_PRIVATE_H
#define WORKBOOK_GRADEBOOK_GRADEBOOK_PRIVATE_H

#include "database/database.h"
#include "gradebook/gradebook.h"

struct gradebook {
    struct database *database;
    char *path;
};

#endif
