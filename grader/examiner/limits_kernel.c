/* Objects of the kernel, held against the limits of its tables. */
#include "examiner/kernel_private.h"
#include "examiner/limits_private.h"

#include "examiner/place.h"
#include "examiner/session.h"
#include "protocol/environment.h"
#include "protocol/wire.h"

#include <errno.h>
#include <stdio.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#define LOOK_AT_SEGMENTS                                                                           \
    "shmget(2): what ends the loop that makes them, and what removes them (IPC_RMID)?"
#define LOOK_AT_SIZE "shmget(2): where does the size come from, and in which unit is it?"
#define LOOK_AT_SETS                                                                               \
    "semget(2): what ends the loop that makes them, and what removes them (IPC_RMID)?"
#define LOOK_AT_MESSAGES                                                                           \
    "msgget(2): what ends the loop that makes them, and what removes them (IPC_RMID)?"
#define LOOK_AT_QUEUES                                                                             \
    "mq_open(3): what ends the loop that makes them, and what removes them (mq_unlink(3))?"

/* "WHAT, USED of LIMIT", and whose table that is. */
static bool say_table(struct limit_words *words, const char *what, int used, int limit,
                      const char *look)
{
    return used >= limit && limits_say(words, what, (uint64_t)used, (uint64_t)limit,
                                       session_current()->reduced ? " on this machine" : "", look);
}

/* More at once than all may have together. Without namespaces the machine decides how much that is. */
static bool say_asked_for(struct limit_words *words, uint64_t asked_mib, uint64_t limit_mib)
{
    if (!session_current()->reduced) {
        return limits_say_at_once(words, "shared memory", asked_mib, limit_mib, "MiB",
                                  LOOK_AT_SIZE);
    }
    snprintf(words->text, sizeof words->text,
             "limit reached: shared memory, %llu MiB asked for at once, which this machine has not",
             (unsigned long long)asked_mib);
    words->look = LOOK_AT_SIZE;
    return true;
}

bool limits_explain_segments(const struct wire_refusal *refusal, struct limit_words *words)
{
    uint64_t limit_kib = limits_get().shared_kib;
    struct shm_info info;
    struct shminfo table;
    uint64_t asked_kib = refusal != NULL && refusal->object == WIRE_OBJECT_SHM
                             ? refusal->bytes / LIMITS_BYTES_IN_KIB
                             : 0;
    if (asked_kib > limit_kib) {
        return say_asked_for(words, asked_kib / LIMITS_KIB_IN_MIB, limit_kib / LIMITS_KIB_IN_MIB);
    }
    if (shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info) < 0 ||
        shmctl(0, IPC_INFO, (struct shmid_ds *)(void *)&table) < 0) {
        return false;
    }
    if (say_table(words, "System V segments", info.used_ids, (int)table.shmmni, LOOK_AT_SEGMENTS)) {
        return true;
    }
    uint64_t used_kib = info.shm_tot * (uint64_t)getpagesize() / LIMITS_BYTES_IN_KIB;
    if (session_current()->reduced) {
        return false;
    }
    if (used_kib < limit_kib - limit_kib / 8) {
        return limits_say_asked(words, "shared memory in System V segments", used_kib, asked_kib,
                                limit_kib, LOOK_AT_SEGMENTS);
    }
    return limits_say(words, "shared memory in System V segments", used_kib / LIMITS_KIB_IN_MIB,
                      limit_kib / LIMITS_KIB_IN_MIB, " MiB", LOOK_AT_SEGMENTS);
}

bool limits_explain_semaphore_sets(struct limit_words *words)
{
    struct seminfo used, table;
    return semctl(0, 0, SEM_INFO, &used) >= 0 && semctl(0, 0, IPC_INFO, &table) >= 0 &&
           (say_table(words, "System V semaphore sets", used.semusz, table.semmni, LOOK_AT_SETS) ||
            say_table(words, "System V semaphores", used.semaem, table.semmns, LOOK_AT_SETS));
}

bool limits_explain_message_queues(struct limit_words *words)
{
    struct msginfo used, table;
    return msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&used) >= 0 &&
           msgctl(0, IPC_INFO, (struct msqid_ds *)(void *)&table) >= 0 &&
           say_table(words, "System V message queues", used.msgpool, table.msgmni,
                     LOOK_AT_MESSAGES);
}

/* The bytes of a user's queues are bounded by a resource limit, which is inherited, and mq_open says EMFILE at it
 * (mq_overview(7)). */
bool limits_explain_queues(const struct wire_refusal *refusal, struct limit_words *words)
{
    struct rlimit limit = {0};
    bool told = refusal != NULL && refusal->object == WIRE_OBJECT_QUEUE;
    unsigned count = told ? kernel_count_posix_queues() : 0;
    if (count == 0) {
        return false;
    }
    if (refusal->error == EMFILE && getrlimit(RLIMIT_MSGQUEUE, &limit) == 0) {
        snprintf(words->text, sizeof words->text,
                 "limit reached: POSIX message queues, %u of them take up all of %llu KiB", count,
                 (unsigned long long)limit.rlim_cur / LIMITS_BYTES_IN_KIB);
    } else {
        snprintf(words->text, sizeof words->text, "limit reached: POSIX message queues, %u of %u",
                 count, count);
    }
    words->look = LOOK_AT_QUEUES;
    return true;
}
