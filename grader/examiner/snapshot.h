/* Snapshots: what the kernel's tables, the shared bytes and the processes are at one moment, for the
 * recorder. Not for tests.
 *
 * A snapshot is an object with two members, in the words of model/timeline.h:
 *
 *     "objects":   [ {"kind": "segment"|"posix"|"memory"|"semaphores", "id": 0, "key": 0,
 *                     "name": null, "mode": 384, "owner": 0, "creator": -1, "removed": false,
 *                     "size": 100, "attach_count": 0,
 *                     "attachments": [ {"actor": 0, "address": 4096, "read_only": false} ],
 *                     "bytes": "00ff…" (hex, 4096 bytes at most),
 *                     "values": [1, 0] (of semaphores) } ],
 *     "processes": [ {"actor": 0, "state": "S", "sleeping_in": "futex"|null} ]
 *
 * "bytes" is left out when the object of this kind, id and name has the bytes of the snapshot
 * before; null when they cannot be read. What does not apply is left out, too.
 */
#ifndef WORKBOOK_EXAMINER_SNAPSHOT_H
#define WORKBOOK_EXAMINER_SNAPSHOT_H

#include <jansson.h>

struct session;

/* A new snapshot, NULL when nothing has changed since the last one. Called with the recorder's lock
 * held, from the check's thread or from one that traces an actor, which is then stopped. */
json_t *snapshot_take(struct session *session);

#endif
