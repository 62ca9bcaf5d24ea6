#include "proctor/segments.h"

#include "base/process.h"

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

void segments_remove_of_descendants(void)
{
    struct shm_info info;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
    for (int slot = 0; slot <= last; slot++) {
        struct shmid_ds state;
        int id = shmctl(slot, SHM_STAT_ANY, &state);
        if (id >= 0 && state.shm_perm.cuid == geteuid() && is_descendant(state.shm_cpid)) {
            (void)shmctl(id, IPC_RMID, NULL);
        }
    }
}
