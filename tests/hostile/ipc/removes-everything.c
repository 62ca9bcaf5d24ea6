/* case: removing every object in sight harms the learner alone
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 */
#include <dirent.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>

int segment_open(key_t key, size_t min_size)
{
    for (int id = 0; id < 70000; id++) {
        shmctl(id, IPC_RMID, NULL);
        semctl(id, 0, IPC_RMID);
        msgctl(id, IPC_RMID, NULL);
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
