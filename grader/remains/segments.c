#include "remains/segments.h"

void segments_each(void (*act)(int id, const struct shmid_ds *state, void *context), void *context)
{
    struct shm_info info;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
    for (int slot = 0; slot <= last; slot++) {
        struct shmid_ds state;
        int id = shmctl(slot, SHM_STAT_ANY, &state);
        if (id >= 0) {
            act(id, &state, context);
        }
    }
}
