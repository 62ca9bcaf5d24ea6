/* A bill as a tar archive, compressed by gzip, with one folder at its top. */
#ifndef WORKBOOK_HANDOUT_ARCHIVE_H
#define WORKBOOK_HANDOUT_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/error.h"
#include "handout/bill.h"

/* The file is written when the archive is whole. All files are root's and of the same time, so that
 * the same files make the same archive, byte by byte. *bytes is its length. */
bool handout_archive_write(const struct handout_bill *bill, const char *folder, time_t when,
                           const char *path, int64_t *bytes, struct error *err);

#endif
