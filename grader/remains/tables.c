#include "remains/tables.h"

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

/* semctl(2): the caller has to define it. */
union semaphore_argument {
    int value;
    struct semid_ds *state;
    struct seminfo *info;
};

static int last_segment(void)
{
    struct shm_info info;
    return shmctl(0, SHM_INFO, (struct shmid_ds *)(void *)&info);
}

static int last_set(void)
{
    struct seminfo info;
    return semctl(0, 0, SEM_INFO, (union semaphore_argument){.info = &info});
}

static int last_messages(void)
{
    struct msginfo info;
    return msgctl(0, MSG_INFO, (struct msqid_ds *)(void *)&info);
}

static struct table_entry read_segment(int slot)
{
    struct shmid_ds state = {0};
    int id = shmctl(slot, SHM_STAT_ANY, &state);
    return (struct table_entry){.table = TABLE_SEGMENTS,
                                .id = id,
                                .rights = state.shm_perm,
                                .changed = state.shm_ctime,
                                .creator = state.shm_cpid};
}

static struct table_entry read_set(int slot)
{
    struct semid_ds state = {0};
    int id = semctl(slot, 0, SEM_STAT_ANY, (union semaphore_argument){.state = &state});
    return (struct table_entry){
        .table = TABLE_SETS, .id = id, .rights = state.sem_perm, .changed = state.sem_ctime};
}

static struct table_entry read_messages(int slot)
{
    struct msqid_ds state = {0};
    int id = msgctl(slot, MSG_STAT_ANY, &state);
    return (struct table_entry){
        .table = TABLE_MESSAGES, .id = id, .rights = state.msg_perm, .changed = state.msg_ctime};
}

static const struct {
    int (*last)(void); /* slot in use; -1: there is none */
    struct table_entry (*read)(int slot);
} tables[] = {
    [TABLE_SEGMENTS] = {last_segment, read_segment},
    [TABLE_SETS] = {last_set, read_set},
    [TABLE_MESSAGES] = {last_messages, read_messages},
};

void tables_each(enum table table, table_visitor *visit, void *context)
{
    int last = tables[table].last();
    for (int slot = 0; slot <= last; slot++) {
        struct table_entry entry = tables[table].read(slot);
        if (entry.id >= 0) {
            visit(&entry, context);
        }
    }
}

void tables_each_of_all(table_visitor *visit, void *context)
{
    tables_each(TABLE_SEGMENTS, visit, context);
    tables_each(TABLE_SETS, visit, context);
    tables_each(TABLE_MESSAGES, visit, context);
}

void tables_remove(const struct table_entry *entry)
{
    switch (entry->table) {
    case TABLE_SEGMENTS:
        (void)shmctl(entry->id, IPC_RMID, NULL);
        break;
    case TABLE_SETS:
        (void)semctl(entry->id, 0, IPC_RMID);
        break;
    case TABLE_MESSAGES:
        (void)msgctl(entry->id, IPC_RMID, NULL);
        break;
    }
}
