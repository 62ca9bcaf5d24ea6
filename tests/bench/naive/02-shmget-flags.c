#include "shmget_flags.h"
#include "naive.h"

#include <sys/shm.h>
#include <unistd.h>

static bool calls(void)
{
    bool created = true;
    key_t key = 0x6e610000 + getpid();
    int id = segment_create(key, 100, 0600);
    bool right = id >= 0 && segment_open(key, 100) == id &&
                 segment_ensure(key, 50, 0600, &created) == id && !created;
    int private_id = segment_private(100, 0600);
    shmctl(private_id, IPC_RMID, NULL);
    return shmctl(id, IPC_RMID, NULL) == 0 && right;
}
