/* What shmctl(2) says of a segment's people, and what it is told of them. */
#include "people.h"

#include "examiner/actor.h"

#include <sys/shm.h>
#include <sys/syscall.h>

/* glibc adds IPC_64 to the command on some machines. */
static bool is_command(const struct trace_stop *stop, int command)
{
    return stop->number == SYS_shmctl && ((int)stop->arguments[1] & ~0x100) == command;
}

static void alter(const struct trace_stop *stop, struct altered *altered)
{
    struct shmid_ds state;
    uint64_t address = stop->arguments[2];
    if (!actor_read_memory(stop->actor, address, &state, sizeof state)) {
        return;
    }
    altered->true_uid = state.shm_perm.uid;
    altered->true_gid = state.shm_perm.gid;
    state.shm_perm.uid = OWNER;
    state.shm_perm.gid = OWNER_GROUP;
    if (!altered->by_us) {
        state.shm_perm.cuid = MAKER;
        state.shm_perm.cgid = MAKER_GROUP;
        state.shm_segsz = VAST_SIZE;
        state.shm_nattch = VAST_COUNT;
    }
    state.shm_cpid = MAKER_PROCESS;
    state.shm_lpid = LAST_PROCESS;
    altered->altered = actor_write_memory(stop->actor, address, &state, sizeof state);
}

/* Owner and group in the memory of the student's code. */
static void put_people(const struct trace_stop *stop, uid_t uid, gid_t gid)
{
    struct shmid_ds state;
    uint64_t address = stop->arguments[2];
    if (actor_read_memory(stop->actor, address, &state, sizeof state)) {
        state.shm_perm.uid = uid;
        state.shm_perm.gid = gid;
        actor_write_memory(stop->actor, address, &state, sizeof state);
    }
}

/* Notes what IPC_SET would set, and puts the true owner there for the kernel, for the time of the
 * call. */
static void take(const struct trace_stop *stop, struct altered *altered)
{
    struct shmid_ds state;
    uint64_t address = stop->arguments[2];
    if (actor_read_memory(stop->actor, address, &state, sizeof state)) {
        altered->set = true;
        altered->uid = state.shm_perm.uid;
        altered->gid = state.shm_perm.gid;
        if (altered->altered) {
            put_people(stop, altered->true_uid, altered->true_gid);
        }
    }
}

enum trace_verdict people_alter(const struct trace_stop *stop, void *context, int *error)
{
    struct altered *altered = context;
    (void)error;
    if (stop->number == SYS_read || is_command(stop, SHM_STAT) || is_command(stop, SHM_STAT_ANY)) {
        altered->informed = true;
    }
    if (stop->moment == TRACE_AFTER && is_command(stop, IPC_STAT) && stop->result == 0) {
        alter(stop, altered);
    } else if (stop->moment == TRACE_BEFORE && is_command(stop, IPC_SET)) {
        take(stop, altered);
    } else if (altered->altered && is_command(stop, IPC_SET)) {
        put_people(stop, altered->uid, altered->gid);
    }
    return TRACE_GO_ON;
}
