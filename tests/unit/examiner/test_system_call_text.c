#include "examiner/system_call_text.h"
#include "examiner/system_call_words.h"

#include "examiner/actor_private.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* This process is the actor: its memory can be read. */
static void expect(long number, const uint64_t arguments[6], const char *expected)
{
    struct actor self = {.pid = getpid()};
    char text[256];
    system_call_print(text, sizeof text, &self, number, arguments);
    cr_expect_str_eq(text, expected);
}

static uint64_t address_of(const void *bytes)
{
    return (uint64_t)(uintptr_t)bytes;
}

Test(system_call_text, system_v)
{
    expect(SYS_shmget, (uint64_t[6]){0x57420001, 100, IPC_CREAT | IPC_EXCL | 0600},
           "shmget(0x57420001, 100, IPC_CREAT|IPC_EXCL|0600)");
    expect(SYS_shmget, (uint64_t[6]){0, 1, 0}, "shmget(IPC_PRIVATE, 1, 0)");
    expect(SYS_shmat, (uint64_t[6]){3, 0, SHM_RDONLY}, "shmat(3, NULL, SHM_RDONLY)");
    expect(SYS_shmctl, (uint64_t[6]){3, IPC_RMID}, "shmctl(3, IPC_RMID)");
    expect(SYS_semctl, (uint64_t[6]){3, 0, SETVAL}, "semctl(3, 0, SETVAL)");
    const struct sembuf two[] = {{0, -1, SEM_UNDO}, {1, 2, IPC_NOWAIT}};
    expect(SYS_semop, (uint64_t[6]){3, address_of(two), 2}, "semop(3, [0: -1 UNDO, 1: +2 NOWAIT])");
    expect(SYS_semop, (uint64_t[6]){3, 1, 2}, "semop(3, [])");
}

Test(system_call_text, files_and_mappings)
{
    expect(SYS_openat,
           (uint64_t[6]){(uint64_t)AT_FDCWD, address_of("/dev/shm/x"), O_RDWR | O_CREAT, 0640},
           "openat(AT_FDCWD, \"/dev/shm/x\", O_RDWR|O_CREAT, 0640)");
    expect(SYS_openat, (uint64_t[6]){(uint64_t)AT_FDCWD, 0, O_RDONLY, 0},
           "openat(AT_FDCWD, NULL, O_RDONLY, 0)");
    expect(SYS_mmap, (uint64_t[6]){0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 3},
           "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3)");
    expect(SYS_munmap, (uint64_t[6]){0x7f0000001000, 4096}, "munmap(0x7f0000001000, 4096)");
}

Test(system_call_text, waiting)
{
    const struct timespec nap = {0, 2000000};
    expect(SYS_futex, (uint64_t[6]){0x1000, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 0},
           "futex(0x1000, FUTEX_WAIT_PRIVATE, 0)");
    expect(SYS_clock_nanosleep, (uint64_t[6]){CLOCK_MONOTONIC, TIMER_ABSTIME, address_of(&nap)},
           "clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, 0.002000 s)");
    expect(SYS_kill, (uint64_t[6]){7, SIGUSR1}, "kill(7, SIGUSR1)");
}

Test(system_call_text, what_nobody_knows)
{
    expect(4321, (uint64_t[6]){1, 2, 3}, "system call 4321()");
    cr_expect_str_eq(system_call_name(4321), "another system call");
    expect(SYS_unshare, (uint64_t[6]){1}, "unshare()");
    cr_expect_str_eq(system_call_name(SYS_unshare), "unshare");
    expect(SYS_shmctl, (uint64_t[6]){3, 77}, "shmctl(3, 77)");
    expect(SYS_kill, (uint64_t[6]){7, 99}, "kill(7, 99)");
}

Test(system_call_text, texts_without_end_and_rooms_without_room)
{
    char letters[200];
    memset(letters, 'a', sizeof letters - 1);
    letters[sizeof letters - 1] = '\0';
    struct actor self = {.pid = getpid()};
    char text[256];
    system_call_print(text, sizeof text, &self, SYS_execve, (uint64_t[6]){address_of(letters)});
    cr_expect_eq(strlen(text), strlen("execve(\"") + 60 + strlen("\"…)"));
    char small[10];
    system_call_print(small, sizeof small, &self, SYS_execve, (uint64_t[6]){address_of(letters)});
    cr_expect_str_eq(small, "execve(\"a");
}
