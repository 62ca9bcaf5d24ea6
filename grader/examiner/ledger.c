#include "examiner/ledger.h"

#include "examiner/place.h"
#include "examiner/record.h"

#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

void ledger_report_leak(const struct object_entry *entry, const char *call,
                        const struct wire_reply *reply)
{
    static const char *const kinds[] = {
        [OBJECT_SHM] = "sysv-shm",
        [OBJECT_SEM] = "sysv-sem",
        [OBJECT_MSG] = "sysv-msg",
        [OBJECT_NAME] = "posix-shm",
        [OBJECT_FILE] = "file",
        [OBJECT_MEMORY] = "mapping",
        [OBJECT_QUEUE] = "posix-mq",
        [OBJECT_DESCRIPTOR] = "descriptor",
        [OBJECT_ATTACHMENT] = "attachment",
        [OBJECT_MAPPING] = "mapping",
        [OBJECT_STATE] = "process-state",
        [OBJECT_THREAD] = "process",
        [OBJECT_CHILD] = "process",
    };
    bool semaphore = entry->kind == OBJECT_NAME && strncmp(entry->name, "/sem.", 5) == 0;
    record_leak(semaphore ? "posix-sem" : kinds[entry->kind], entry, call,
                ledger_place_of(entry, reply));
}

void ledger_destroy(const struct object_entry *entry)
{
    switch (entry->kind) {
    case OBJECT_SHM:
        shmctl((int)entry->id, IPC_RMID, NULL);
        break;
    case OBJECT_SEM:
        semctl((int)entry->id, 0, IPC_RMID);
        break;
    case OBJECT_MSG:
        msgctl((int)entry->id, IPC_RMID, NULL);
        break;
    case OBJECT_NAME:
        place_unlink_shared(entry->name);
        break;
    case OBJECT_QUEUE:
        place_unlink_queue(entry->name);
        break;
    case OBJECT_DESCRIPTOR:
    case OBJECT_ATTACHMENT:
    case OBJECT_MAPPING:
    case OBJECT_MEMORY:
    case OBJECT_FILE:
    case OBJECT_STATE:
    case OBJECT_THREAD:
    case OBJECT_CHILD:
        break;
    }
}
