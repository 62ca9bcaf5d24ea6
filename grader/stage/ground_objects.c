#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "stage/ground.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

enum {
    SEGMENT_MIB_LEAST = 4,
    SEGMENTS_MIB_LEAST = 16,
    SEGMENTS_LEAST = 64,
    SETS_LEAST = 16,
    SEMAPHORES_LEAST = 8, /* in a set */
    SETTING_BYTES_MAX = 64,
};

/* With 1 a segment vanishes as soon as nobody is attached (proc(5)): half of the lessons would be untrue. */
static bool segments_stay(struct error *why)
{
    AUTO_FREE char *value = NULL;
    struct error ignored;
    return !file_read("/proc/sys/kernel/shm_rmid_forced", SETTING_BYTES_MAX, &value, NULL,
                      &ignored) ||
           value[0] == '0' ||
           error_set(why, "segments vanish here as soon as nobody is attached to them: sudo sysctl "
                          "kernel.shm_rmid_forced=0");
}

static bool segments_fit(const struct shminfo *limits, const struct shm_info *used,
                         struct error *why)
{
    unsigned long pages_a_mib = (1UL << 20) / (unsigned long)getpagesize();
    unsigned long pages_free = limits->shmall > used->shm_tot ? limits->shmall - used->shm_tot : 0;
    if (limits->shmmax >> 20 < SEGMENT_MIB_LEAST) {
        return error_set(why,
                         "a System V segment may have %lu bytes here, and grading needs %d MiB: "
                         "sudo sysctl kernel.shmmax=67108864",
                         limits->shmmax, SEGMENT_MIB_LEAST);
    }
    if (limits->shmmni < (unsigned long)used->used_ids + SEGMENTS_LEAST) {
        return error_set(why,
                         "of %lu System V segments that there may be %d are taken, and grading "
                         "needs %d more: ipcrm --shmem-id removes what nobody needs (ipcs -m), "
                         "sudo sysctl kernel.shmmni=4096 allows more",
                         limits->shmmni, used->used_ids, SEGMENTS_LEAST);
    }
    return pages_free / pages_a_mib >= SEGMENTS_MIB_LEAST ||
           error_set(why,
                     "%lu MiB are free for System V segments, and grading needs %d: ipcrm "
                     "--shmem-id removes what nobody needs (ipcs -m), sudo sysctl "
                     "kernel.shmall=%lu allows more",
                     pages_free / pages_a_mib, SEGMENTS_MIB_LEAST,
                     used->shm_tot + 1024 * pages_a_mib);
}

static bool semaphores_fit(const struct seminfo *limits, const struct seminfo *used,
                           struct error *why)
{
    bool fit = limits->semmsl >= SEMAPHORES_LEAST && limits->semmni - used->semusz >= SETS_LEAST &&
               limits->semmns - used->semaem >= SETS_LEAST * SEMAPHORES_LEAST;
    return fit || error_set(why,
                            "of %d System V semaphore sets that there may be %d are taken, and "
                            "grading needs %d more, of %d semaphores each: ipcrm --semaphore-id "
                            "removes what nobody needs (ipcs -s), sudo sysctl kernel.sem=\"250 "
                            "32000 32 1024\" allows more",
                            limits->semmni, used->semusz, SETS_LEAST, SEMAPHORES_LEAST);
}

bool ground_has_system_v(struct error *why)
{
    struct shminfo segments;
    return shmctl(0, IPC_INFO, (struct shmid_ds *)&segments) >= 0 || errno != ENOSYS ||
           error_set(why, "this kernel has no System V objects, which the exercises are about: one "
                          "with CONFIG_SYSVIPC is needed, and a container that allows shmctl(2)");
}

/* What may be made, and what there is of it (shmctl(2), semctl(2)). A kernel that does not tell is asked no more. */
bool ground_has_objects(struct error *why)
{
    struct shminfo segments;
    struct shm_info segments_used;
    struct seminfo sets, sets_used;
    bool told = shmctl(0, IPC_INFO, (struct shmid_ds *)&segments) >= 0 &&
                shmctl(0, SHM_INFO, (struct shmid_ds *)&segments_used) >= 0;
    if (!segments_stay(why) || (told && !segments_fit(&segments, &segments_used, why))) {
        return false;
    }
    told = semctl(0, 0, IPC_INFO, &sets) >= 0 && semctl(0, 0, SEM_INFO, &sets_used) >= 0;
    return !told || semaphores_fit(&sets, &sets_used, why);
}
