#include "sandbox/confine.h"

#include "base/passing.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What exercises are about, and what must not be cut in two by another process. sendmsg is not
 * among them: the listener is handed over with it. Calls that pause are not either: a nap that is
 * too long is a nap. */
static const char *const told[] = {
    "shmget",    "shmat",  "shmdt",     "shmctl",   "semget",       "semop",  "semtimedop",
    "semctl",    "msgget", "msgsnd",    "msgrcv",   "msgctl",       "mmap",   "munmap",
    "openat",    "open",   "ftruncate", "close",    "futex",        "clone",  "fork",
    "vfork",     "kill",   "unlink",    "unlinkat", "link",         "linkat", "rename",
    "renameat",  "stat",   "fstat",     "lstat",    "newfstatat",   "statx",  "mq_open",
    "mq_unlink", "write",  "read",      "pwrite64", "mq_timedsend", "flock",  "mq_timedreceive",
};

enum { TOLD = sizeof told / sizeof told[0], INSTRUCTIONS_MAX = TOLD + 6 };

/* Room for the check of the architecture, one comparison each, and the two ends. A call under
 * another architecture's numbers goes on: it is the other filter's to refuse. */
static size_t write_filter(struct sock_filter *program)
{
    int numbers[TOLD];
    size_t count = 0;
    for (size_t i = 0; i < TOLD; i++) {
        int number = seccomp_syscall_resolve_name(told[i]);
        if (number >= 0) {
            numbers[count++] = number;
        }
    }
    size_t used = 0;
    program[used++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    program[used++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, seccomp_arch_native(),
                                                   0, (unsigned char)(count + 1));
    program[used++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < count; i++) {
        program[used++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned)numbers[i], (unsigned char)(count - i), 0);
    }
    program[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[used++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    return used;
}

static bool send_listener(int socket, int listener)
{
    char byte = 0;
    struct iovec part = {&byte, sizeof byte};
    return passing_send(socket, &part, 1, listener) == 1;
}

bool confine_hand_over_calls(int socket)
{
    struct sock_filter program[INSTRUCTIONS_MAX];
    struct sock_fprog filter = {.len = (unsigned short)write_filter(program), .filter = program};
    /* Once a call was told, only a death takes a process out of it: a caught signal would make calls
     * fail with EINTR that never do. */
    int listener = (int)syscall(
        SYS_seccomp, SECCOMP_SET_MODE_FILTER,
        SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &filter);
    if (listener < 0) {
        perror("seccomp: a filter with a listener");
        return false;
    }
    bool sent = send_listener(socket, listener);
    if (!sent) {
        perror("handing over the listener");
    }
    close(listener);
    close(socket);
    return sent;
}
