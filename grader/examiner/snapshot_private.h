/* What the files of a snapshot share. */
#ifndef WORKBOOK_EXAMINER_SNAPSHOT_PRIVATE_H
#define WORKBOOK_EXAMINER_SNAPSHOT_PRIVATE_H

#include "examiner/mappings.h"

#include <jansson.h>

enum { SNAPSHOT_BYTES_MAX = 4096 }; /* of an object */

struct session;

/* Each appends its objects to the list, in the order of ids or names. */
void snapshot_add_segments(json_t *objects, const struct session *session,
                           const struct mappings *mappings);
void snapshot_add_names(json_t *objects, const struct mappings *mappings);
void snapshot_add_areas(json_t *objects, const struct session *session,
                        const struct mappings *mappings);
void snapshot_add_semaphores(json_t *objects);

/* A new object: {"kind": …}. */
json_t *snapshot_object(json_t *objects, const char *kind);
/* Its "attachments" gain this mapping, which begins at `address` in its actor. */
void snapshot_attach(json_t *object, const struct mapping *mapping, uint64_t address);
/* Its "bytes", in hex. NULL: they cannot be read. */
void snapshot_set_bytes(json_t *object, const unsigned char *bytes, size_t length);
/* A string of any bytes: what is no UTF-8 becomes U+FFFD. */
void snapshot_set_string(json_t *object, const char *key, const char *string);

#endif
