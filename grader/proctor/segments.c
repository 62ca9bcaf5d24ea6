#include "proctor/segments.h"

#include "base/process.h"
#include "remains/segments.h"

#include <stdbool.h>
#include <sys/shm.h>
#include <unistd.h>

enum { DEPTH_MAX = 256 };

static bool is_descendant(pid_t pid)
{
    pid_t self = getpid();
    for (int depth = 0; depth < DEPTH_MAX && pid > 1; depth++) {
        pid = process_stat_read(pid).parent;
        if (pid == self) {
            return true;
        }
    }
    return false;
}

static void remove_of_descendant(int id, const struct shmid_ds *state, void *context)
{
    (void)context;
    if (state->shm_perm.cuid == geteuid() && is_descendant(state->shm_cpid)) {
        (void)shmctl(id, IPC_RMID, NULL);
    }
}

void segments_remove_of_descendants(void)
{
    segments_each(remove_of_descendant, NULL);
}
