#include "sandbox/seal.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each rule of the seal by itself: a call that is refused, and where it depends on a descriptor or on a protection, the
 * same call with a harmless one, which is not. The descriptors: */
enum {
    LIMIT = 64,    /* of what a program may have: from here on they would be Valgrind's */
    OWN = 20,      /* a socket, one end of a pair */
    RESERVED = 70, /* the same socket */
    UNUSED = 30,
};

/* A call with that descriptor where it takes one. What the kernel returns. */
struct attempt {
    const char *name;
    long (*call)(int descriptor);
};

static char *const no_arguments[] = {NULL};
static struct iovec one_byte = {"x", 1};
static struct sockaddr nobody = {.sa_family = AF_UNIX};

/* A program that is nowhere: one that is would end by the rule about code. */
static long try_execve(int descriptor)
{
    (void)descriptor;
    return execve("/nowhere", no_arguments, no_arguments);
}

static long try_execveat(int descriptor)
{
    return syscall(SYS_execveat, descriptor, "/nowhere", no_arguments, no_arguments, 0);
}

static long try_filter(int descriptor)
{
    (void)descriptor;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0);
}

static long map_page(int protection)
{
    return (long)mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static long try_executable_memory(int descriptor)
{
    (void)descriptor;
    return map_page(PROT_READ | PROT_EXEC);
}

static long make_executable(int descriptor)
{
    (void)descriptor;
    return mprotect((void *)map_page(PROT_READ), 4096, PROT_READ | PROT_EXEC);
}

static long make_writable(int descriptor)
{
    (void)descriptor;
    return mprotect((void *)map_page(PROT_READ), 4096, PROT_READ | PROT_WRITE);
}

/* As the kernel would refuse it of a segment whose mode has no such right. */
static long attach_to_execute(int descriptor)
{
    (void)descriptor;
    int id = shmget(IPC_PRIVATE, 4096, 0700);
    const void *place = shmat(id, NULL, SHM_EXEC);
    int error = errno;
    shmctl(id, IPC_RMID, NULL);
    errno = error;
    return place != (void *)-1 || error != EACCES ? 0 : -1;
}

static long write_zero_at_the_end(int descriptor)
{
    static int place;
    (void)descriptor;
    return syscall(SYS_set_tid_address, &place);
}

static long send_message(int descriptor)
{
    return sendmsg(descriptor, &(struct msghdr){.msg_iov = &one_byte, .msg_iovlen = 1}, 0);
}

static long send_messages(int descriptor)
{
    struct mmsghdr message = {.msg_hdr = {.msg_iov = &one_byte, .msg_iovlen = 1}};
    return sendmmsg(descriptor, &message, 1, 0);
}

static long try_dup(int descriptor)
{
    return dup(descriptor);
}

static long try_dup2(int descriptor)
{
    return dup2(descriptor, UNUSED);
}

static long try_dup3(int descriptor)
{
    return dup3(descriptor, UNUSED, O_CLOEXEC);
}

static long copy_by_fcntl(int descriptor)
{
    return fcntl(descriptor, F_DUPFD, 0);
}

static long set_flags(int descriptor)
{
    return fcntl(descriptor, F_SETFL, O_NONBLOCK);
}

static long get_flags(int descriptor)
{
    return fcntl(descriptor, F_GETFL);
}

static long stop_blocking(int descriptor)
{
    int on = 1;
    return ioctl(descriptor, FIONBIO, &on);
}

static long try_connect(int descriptor)
{
    return connect(descriptor, &nobody, sizeof nobody);
}

static long try_bind(int descriptor)
{
    return bind(descriptor, &nobody, sizeof(sa_family_t));
}

static long try_listen(int descriptor)
{
    return listen(descriptor, 1);
}

static long try_send(int descriptor)
{
    return send(descriptor, "x", 1, 0);
}

static long try_sendfile(int descriptor)
{
    int zero = open("/dev/zero", O_RDONLY);
    return sendfile(descriptor, zero, NULL, 1);
}

static long try_writev(int descriptor)
{
    return writev(descriptor, &one_byte, 1);
}

static long try_pwritev(int descriptor)
{
    return pwritev(descriptor, &one_byte, 1, 0);
}

static long try_pwritev2(int descriptor)
{
    return pwritev2(descriptor, &one_byte, 1, -1, 0);
}

static long try_splice(int descriptor)
{
    int ends[2];
    if (pipe(ends) != 0 || write(ends[1], "x", 1) != 1) {
        return 0;
    }
    return splice(ends[0], NULL, descriptor, NULL, 1, 0);
}

/* Refused natively. */
static const struct attempt no_program_and_no_code[] = {
    {"execve", try_execve},
    {"execveat", try_execveat},
    {"a further filter", try_filter},
    {"mmap of code", try_executable_memory},
    {"mprotect of code", make_executable},
};

/* Refused under Valgrind, whatever the descriptor. */
static const struct attempt refused_under_valgrind[] = {
    {"execve", try_execve},
    {"execveat", try_execveat},
    {"a further filter", try_filter},
    {"mprotect of code", make_executable},
    {"set_tid_address", write_zero_at_the_end},
    {"sendmsg", send_message},
    {"sendmmsg", send_messages},
};

/* Refused under Valgrind for a descriptor of its own. */
static const struct attempt refused_for_reserved[] = {
    {"dup", try_dup},
    {"dup2", try_dup2},
    {"dup3", try_dup3},
    {"fcntl F_DUPFD", copy_by_fcntl},
    {"fcntl F_SETFL", set_flags},
    {"ioctl", stop_blocking},
    {"connect", try_connect},
    {"bind", try_bind},
    {"listen", try_listen},
    {"sendto", try_send},
    {"sendfile", try_sendfile},
    {"writev", try_writev},
    {"pwritev", try_pwritev},
    {"pwritev2", try_pwritev2},
    {"splice", try_splice},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void place_descriptors(void)
{
    int pair[2];
    struct rlimit limit = {.rlim_cur = LIMIT, .rlim_max = LIMIT};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0 || dup2(pair[0], OWN) != OWN ||
        dup2(pair[0], RESERVED) != RESERVED || setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        _exit(99);
    }
}

/* What came of it, as an exit status. */
enum outcome { DONE = 10, REFUSED, OTHER_ERROR };

/* The wait status of a process that seals itself and makes the call. */
static int attempt_sealed(bool (*seal)(void), const struct attempt *attempt, int descriptor)
{
    int status;
    pid_t pid = fork();
    cr_assert_geq(pid, 0);
    if (pid == 0) {
        place_descriptors();
        signal(SIGSYS, SIG_DFL); /* no sanitizer's */
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !seal()) {
            _exit(98);
        }
        long result = attempt->call(descriptor);
        _exit(result != -1 ? DONE : errno == EPERM ? REFUSED : OTHER_ERROR);
    }
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    return status;
}

static bool ends_with(int status, enum outcome outcome)
{
    return WIFEXITED(status) && WEXITSTATUS(status) == (int)outcome;
}

Test(seal, natively_no_program_and_no_code, .timeout = 60)
{
    for (size_t i = 0; i < COUNT(no_program_and_no_code); i++) {
        int status = attempt_sealed(seal_native, &no_program_and_no_code[i], OWN);
        cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, "%s: wait status %d",
                  no_program_and_no_code[i].name, status);
    }
}

Test(seal, under_valgrind_no_program_and_nothing_handed_over, .timeout = 60)
{
    for (size_t i = 0; i < COUNT(refused_under_valgrind); i++) {
        int status = attempt_sealed(seal_under_valgrind, &refused_under_valgrind[i], OWN);
        cr_expect(ends_with(status, REFUSED), "%s: wait status %d", refused_under_valgrind[i].name,
                  status);
    }
}

Test(seal, under_valgrind_no_hold_on_its_descriptors, .timeout = 60)
{
    for (size_t i = 0; i < COUNT(refused_for_reserved); i++) {
        const struct attempt *attempt = &refused_for_reserved[i];
        int status = attempt_sealed(seal_under_valgrind, attempt, RESERVED);
        cr_expect(ends_with(status, REFUSED), "%s: wait status %d", attempt->name, status);
        status = attempt_sealed(seal_under_valgrind, attempt, OWN);
        cr_expect(ends_with(status, DONE) || ends_with(status, OTHER_ERROR),
                  "%s of one's own: wait status %d", attempt->name, status);
    }
}

Test(seal, no_segment_is_code, .timeout = 60)
{
    static const struct attempt attempt = {"shmat of code", attach_to_execute};
    cr_expect(ends_with(attempt_sealed(seal_native, &attempt, OWN), OTHER_ERROR));
    cr_expect(ends_with(attempt_sealed(seal_under_valgrind, &attempt, OWN), OTHER_ERROR));
}

/* What exercises and libraries do, and what Valgrind does with descriptors of its own. */
Test(seal, leaves_the_rest_alone, .timeout = 60)
{
    static const struct attempt writable = {"mprotect", make_writable};
    static const struct attempt question = {"fcntl F_GETFL", get_flags};
    cr_expect(ends_with(attempt_sealed(seal_native, &writable, OWN), DONE));
    cr_expect(ends_with(attempt_sealed(seal_under_valgrind, &writable, OWN), DONE));
    cr_expect(ends_with(attempt_sealed(seal_under_valgrind, &question, RESERVED), DONE));
    for (size_t i = 0; i < COUNT(refused_for_reserved); i++) {
        int status = attempt_sealed(seal_native, &refused_for_reserved[i], RESERVED);
        cr_expect(WIFEXITED(status) && !ends_with(status, REFUSED), "%s: wait status %d",
                  refused_for_reserved[i].name, status);
    }
}
