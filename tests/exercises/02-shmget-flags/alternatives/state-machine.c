/* alternative: segment_ensure as a table. Each state is one request to the kernel; each answer
 * names the next state. No request is written down twice, and all four functions run on it. */
#include "shmget_flags.h"

#include <errno.h>
#include <sys/shm.h>

enum state { MAKING, FINDING, MADE, FOUND, GIVING_UP };

struct step {
    int flags;
    int answer; /* errno that leads to the state `otherwise`; every other one is the end */
    enum state success, otherwise;
};

struct machine {
    enum state first;
    struct step steps[2]; /* of MAKING and FINDING */
};

static const struct machine create_machine = {
    MAKING, {[MAKING] = {IPC_CREAT | IPC_EXCL, 0, MADE, GIVING_UP}}};
static const struct machine open_machine = {FINDING, {[FINDING] = {0, 0, FOUND, GIVING_UP}}};
static const struct machine ensure_machine = {
    FINDING,
    {[MAKING] = {IPC_CREAT | IPC_EXCL, EEXIST, MADE, FINDING},
     [FINDING] = {0, ENOENT, FOUND, MAKING}}};

static enum state run(const struct machine *machine, key_t key, size_t size, int mode, int *shmid)
{
    enum state state = machine->first;
    while (state == MAKING || state == FINDING) {
        const struct step *step = &machine->steps[state];
        *shmid = shmget(key, size, step->flags | (step->flags != 0 ? mode : 0));
        if (*shmid >= 0) {
            state = step->success;
        } else {
            state = errno == step->answer ? step->otherwise : GIVING_UP;
        }
    }
    return state;
}

static bool accept(bool right)
{
    if (!right) {
        errno = EINVAL;
    }
    return right;
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    int shmid = -1;
    if (accept(key != IPC_PRIVATE && mode <= 0777)) {
        run(&create_machine, key, size, (int)mode, &shmid);
    }
    return shmid;
}

int segment_open(key_t key, size_t min_size)
{
    int shmid = -1;
    if (accept(key != IPC_PRIVATE)) {
        run(&open_machine, key, min_size, 0, &shmid);
    }
    return shmid;
}

int segment_ensure(key_t key, size_t size, mode_t mode, bool *created)
{
    int shmid = -1;
    if (accept(key != IPC_PRIVATE && mode <= 0777 && created != NULL)) {
        switch (run(&ensure_machine, key, size, (int)mode, &shmid)) {
        case MADE:
            *created = true;
            break;
        case FOUND:
            *created = false;
            break;
        default:
            break;
        }
    }
    return shmid;
}

int segment_private(size_t size, mode_t mode)
{
    int shmid = -1;
    if (accept(mode <= 0777)) {
        run(&create_machine, IPC_PRIVATE, size, (int)mode, &shmid);
    }
    return shmid;
}
