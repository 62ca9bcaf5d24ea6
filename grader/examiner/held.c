#include "examiner/held.h"

#include "examiner/place.h"
#include "examiner/usage.h"
#include "protocol/environment.h"
#include "protocol/held.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct held_table *map_table(void)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", place_get(RUN_VARIABLE), HELD_FILE);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    void *memory =
        fd < 0 ? MAP_FAILED
               : mmap(NULL, sizeof(struct held_table), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        perror(path);
        exit(3);
    }
    close(fd);
    return memory;
}

/* One for the process, like the session: a check is a process of its own. NULL: nobody is held. */
static struct held_table *table_of_run(void)
{
    static struct held_table *table;
    static bool looked;
    if (!looked) {
        looked = true;
        table = strcmp(place_get(HELD_VARIABLE), "yes") == 0 ? map_table() : NULL;
    }
    return table;
}

static struct held_process *find(pid_t pid)
{
    struct held_table *table = table_of_run();
    if (table == NULL) {
        return NULL;
    }
    struct held_process *process = &table->processes[(unsigned)pid % HELD_SLOTS];
    return atomic_load(&process->pid) == pid ? process : NULL;
}

struct held held_read(pid_t pid)
{
    struct held_process *process = find(pid);
    if (process == NULL) {
        return (struct held){0};
    }
    uint64_t since_ns = atomic_load(&process->since_ns);
    uint64_t now_ns = usage_now_ns();
    return (struct held){
        .held_ns = atomic_load(&process->held_ns) +
                   (since_ns != 0 && since_ns < now_ns ? now_ns - since_ns : 0),
        .sleeps = atomic_load(&process->sleeps),
    };
}

/* From the moment in which the process asks until the injector has heard of it, the kernel alone
 * knows where it sleeps: /proc/PID/wchan names the function. */
static bool is_asking(pid_t pid)
{
    char path[64];
    char name[128];
    snprintf(path, sizeof path, "/proc/%d/wchan", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? 0 : read(fd, name, sizeof name - 1);
    if (fd >= 0) {
        close(fd);
    }
    name[length > 0 ? length : 0] = '\0';
    return strstr(name, "seccomp") != NULL;
}

bool held_now(pid_t pid)
{
    struct held_process *process = find(pid);
    return (process != NULL && atomic_load(&process->since_ns) != 0) ||
           (table_of_run() != NULL && is_asking(pid));
}
