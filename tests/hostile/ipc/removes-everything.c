/* case: removing every object in sight harms the learner alone
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ segment_open returned -1 with errno ENOENT
 * expect: checks[id=clean-failure].observed ~ it was removed: its users have lost it
 */
#include <dirent.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>

int segment_open(key_t key, size_t min_size)
{
    for (int slot = 0; slot < 33000; slot++) {
        union {
            struct shmid_ds segment;
            struct semid_ds semaphores;
            struct msqid_ds queue;
        } state;
        shmctl(shmctl(slot, SHM_STAT_ANY, &state.segment), IPC_RMID, NULL);
        semctl(semctl(slot, 0, SEM_STAT_ANY, &state.semaphores), 0, IPC_RMID);
        msgctl(msgctl(slot, MSG_STAT_ANY, &state.queue), IPC_RMID, NULL);
    }
    DIR *folder = opendir("/dev/shm");
    struct dirent *item;
    while (folder != NULL && (item = readdir(folder)) != NULL) {
        char name[300];
        snprintf(name, sizeof name, "/%s", item->d_name);
        shm_unlink(name);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return honest_segment_open(key, min_size);
}
