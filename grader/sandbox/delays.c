#include "sandbox/delays.h"

#include "base/cleanup.h"
#include "base/passing.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WAITING_MAX = 256,
    DELAYED_ONE_IN = 16,
    LONG_ONE_IN = 1024,
    SHORTEST_NS = 100 * 1000,
    LONGEST_NS = 5 * 1000 * 1000,
    LONG_NS = 50 * 1000 * 1000,
    SLEEPS_EACH = 2, /* until the call is told, and until it is answered */
};

/* A call that was told and is not answered yet. */
struct waiting {
    uint64_t id;
    pid_t pid;
    uint64_t due_ns;
};

struct holder {
    int listener;
    uint64_t generator;
    struct held_table *table;
    struct waiting waiting[WAITING_MAX];
    size_t count;
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

/* xorshift64 (Marsaglia 2003); its state is never 0. */
static uint64_t next_number(uint64_t *generator)
{
    *generator ^= *generator << 13;
    *generator ^= *generator >> 7;
    *generator ^= *generator << 17;
    return *generator >> 16;
}

uint64_t delays_draw(uint64_t *generator)
{
    uint64_t number = next_number(generator);
    if (number % LONG_ONE_IN == 0) {
        return LONG_NS;
    }
    if (number % DELAYED_ONE_IN != 0) {
        return 0;
    }
    return SHORTEST_NS + next_number(generator) % (LONGEST_NS - SHORTEST_NS);
}

/* --- the table --------------------------------------------------------------------------------- */

static struct held_process *slot_of(struct held_table *table, pid_t pid)
{
    struct held_process *slot = &table->processes[(unsigned)pid % HELD_SLOTS];
    if (atomic_load(&slot->pid) != pid) {
        atomic_store(&slot->sleeps, 0);
        atomic_store(&slot->held_ns, 0);
        atomic_store(&slot->since_ns, 0);
        atomic_store(&slot->pid, pid);
    }
    return slot;
}

static void note_hold(struct held_table *table, pid_t pid)
{
    struct held_process *slot = slot_of(table, pid);
    atomic_fetch_add(&table->calls, 1);
    atomic_fetch_add(&slot->sleeps, SLEEPS_EACH);
    atomic_store(&slot->since_ns, now_ns());
}

static void note_release(struct held_table *table, pid_t pid)
{
    struct held_process *slot = slot_of(table, pid);
    uint64_t since_ns = atomic_exchange(&slot->since_ns, 0);
    if (since_ns != 0) {
        atomic_fetch_add(&slot->held_ns, now_ns() - since_ns);
    }
}

/* --- calls ------------------------------------------------------------------------------------- */

/* ENOENT: the process was killed, or a signal took it out of the call before it was told. */
static void let_go(struct holder *holder, uint64_t id, pid_t pid)
{
    struct seccomp_notif_resp answer = {.id = id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    note_release(holder->table, pid);
    while (ioctl(holder->listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) != 0 && errno == EINTR) {
    }
}

static void take_call(struct holder *holder)
{
    struct seccomp_notif call = {0};
    if (ioctl(holder->listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) {
        return;
    }
    pid_t pid = (pid_t)call.pid;
    note_hold(holder->table, pid);
    uint64_t delay_ns = delays_draw(&holder->generator);
    if (delay_ns == 0 || holder->count == WAITING_MAX) {
        let_go(holder, call.id, pid);
        return;
    }
    atomic_fetch_add(&holder->table->delayed, 1);
    holder->waiting[holder->count++] = (struct waiting){call.id, pid, now_ns() + delay_ns};
}

/* Lets go those whose time is over. Nanoseconds until the next one's is; UINT64_MAX: there is none. */
static uint64_t let_due_go(struct holder *holder)
{
    uint64_t now = now_ns();
    uint64_t next_ns = UINT64_MAX;
    for (size_t i = 0; i < holder->count;) {
        struct waiting *waiting = &holder->waiting[i];
        if (waiting->due_ns <= now) {
            let_go(holder, waiting->id, waiting->pid);
            *waiting = holder->waiting[--holder->count];
        } else {
            next_ns = waiting->due_ns - now < next_ns ? waiting->due_ns - now : next_ns;
            i++;
        }
    }
    return next_ns;
}

/* Until no process has the filter any more. */
static void answer_calls(struct holder *holder)
{
    struct pollfd wanted = {.fd = holder->listener, .events = POLLIN};
    for (;;) {
        uint64_t next_ns = let_due_go(holder);
        struct timespec wait = {.tv_sec = (time_t)(next_ns / 1000000000U),
                                .tv_nsec = (long)(next_ns % 1000000000U)};
        int ready = ppoll(&wanted, 1, next_ns == UINT64_MAX ? NULL : &wait, NULL);
        if (ready < 0 && errno != EINTR) {
            return;
        }
        if (ready > 0 && (wanted.revents & POLLIN) != 0) {
            take_call(holder);
        } else if (ready > 0) {
            return;
        }
    }
}

static int receive_listener(int socket)
{
    char byte;
    struct iovec part = {&byte, sizeof byte};
    int listener;
    (void)passing_receive(socket, &part, 1, &listener);
    return listener;
}

/* In a child of the starter's: it keeps nothing of its descriptors but this one. */
static _Noreturn void hold(int socket, struct held_table *table, uint64_t seed, pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent ||
        dup2(socket, STDIN_FILENO) < 0) {
        _exit(EXIT_FAILURE);
    }
    closefrom(STDIN_FILENO + 1);
    struct holder holder = {.listener = receive_listener(STDIN_FILENO),
                            .generator = seed != 0 ? seed : 1,
                            .table = table};
    if (holder.listener >= 0) {
        answer_calls(&holder);
    }
    _exit(EXIT_SUCCESS);
}

static bool make_table(struct delays *delays, const char *path, struct error *err)
{
    AUTO_CLOSE int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || ftruncate(fd, sizeof *delays->table) != 0) {
        return error_set_errno(err, "cannot make %s", path);
    }
    void *memory = mmap(NULL, sizeof *delays->table, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        return error_set_errno(err, "cannot map %s", path);
    }
    delays->table = memory;
    return true;
}

bool delays_start(struct delays *delays, const char *path, uint64_t seed, struct error *err)
{
    int pair[2];
    *delays = (struct delays){.handover = -1};
    if (!make_table(delays, path, err)) {
        return false;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        return error_set_errno(err, "cannot make a pair of sockets");
    }
    pid_t parent = getpid();
    delays->pid = fork();
    if (delays->pid == 0) {
        hold(pair[0], delays->table, seed, parent);
    }
    close(pair[0]);
    delays->handover = pair[1];
    return delays->pid > 0 || error_set_errno(err, "cannot start a process that delays others");
}

void delays_stop(struct delays *delays)
{
    if (delays->pid > 0) {
        kill(delays->pid, SIGKILL);
        while (waitpid(delays->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (delays->table != NULL) {
        munmap(delays->table, sizeof *delays->table);
    }
    *delays = (struct delays){.handover = -1};
}
