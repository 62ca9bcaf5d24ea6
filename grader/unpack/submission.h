/* What one student handed in: an archive, and the archives in it when nothing else is there.
 *
 * Whoever packs a folder twice, or puts what a platform gave him into an archive again, hands in an archive that holds
 * nothing but another. That is opened too, two levels deep. Beside sources an archive stays closed: it may well be an older
 * version. The limits of record.h hold over all levels together.
 */
#ifndef WORKBOOK_UNPACK_SUBMISSION_H
#define WORKBOOK_UNPACK_SUBMISSION_H

#include <stddef.h>

/* Writes the records, but the last. */
void submission_unpack(const char *bytes, size_t length);

#endif
