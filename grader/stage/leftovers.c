#include "stage/leftovers.h"

#include "base/tree.h"
#include "remains/segments.h"
#include "sandbox/spawn.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

/* semctl(2): the caller has to define it. */
union semaphore_argument {
    int value;
    struct semid_ds *state;
    struct seminfo *info;
};

/* By creator: the owner can be changed, to anybody (IPC_SET). */
static bool is_a_students(const struct ipc_perm *permissions)
{
    return permissions->cuid == SPAWN_UNPRIVILEGED_ID;
}

static void remove_segment(int id, const struct shmid_ds *state, void *context)
{
    (void)context;
    if (is_a_students(&state->shm_perm)) {
        (void)shmctl(id, IPC_RMID, NULL);
    }
}

static void remove_semaphores(void)
{
    struct seminfo info;
    int last = semctl(0, 0, SEM_INFO, (union semaphore_argument){.info = &info});
    for (int slot = 0; slot <= last; slot++) {
        struct semid_ds state;
        int id = semctl(slot, 0, SEM_STAT_ANY, (union semaphore_argument){.state = &state});
        if (id >= 0 && is_a_students(&state.sem_perm)) {
            (void)semctl(id, 0, IPC_RMID);
        }
    }
}

static void remove_queues(void)
{
    struct msginfo info;
    int last = msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&info);
    for (int slot = 0; slot <= last; slot++) {
        struct msqid_ds state;
        int id = msgctl(slot, MSG_STAT_ANY, &state);
        if (id >= 0 && is_a_students(&state.msg_perm)) {
            (void)msgctl(id, IPC_RMID, NULL);
        }
    }
}

static void remove_names(const char *folder)
{
    DIR *list = opendir(folder);
    const struct dirent *item;
    while (list != NULL && (item = readdir(list)) != NULL) {
        struct stat info;
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0 &&
            fstatat(dirfd(list), item->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            info.st_uid == SPAWN_UNPRIVILEGED_ID) {
            tree_remove(dirfd(list), item->d_name);
        }
    }
    if (list != NULL) {
        closedir(list);
    }
}

void leftovers_remove(void)
{
    if (geteuid() == 0) {
        segments_each(remove_segment, NULL);
        remove_semaphores();
        remove_queues();
        remove_names("/dev/shm");
        remove_names("/dev/mqueue");
    }
}
