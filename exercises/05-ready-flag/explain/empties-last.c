/* A locker whose key is handed back before, or after, the coat is out. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct locker {
    atomic_int is_free;
    char coat[16];
    char taken_home[16]; /* by the guest, for us to see */
};

static void leave_key_first(struct locker *locker)
{
    atomic_store(&locker->is_free, 1);
    raise(SIGSTOP); /* held up between two steps */
    strcpy(locker->taken_home, locker->coat);
}

static void leave_coat_first(struct locker *locker)
{
    strcpy(locker->taken_home, locker->coat);
    raise(SIGSTOP);
    atomic_store(&locker->is_free, 1);
}

static void next_guest_comes(const char *how,
                             void (*leave)(struct locker *))
{
    struct locker *locker =
        mmap(NULL, sizeof *locker, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (locker == MAP_FAILED) {
        err(1, "mmap");
    }
    strcpy(locker->coat, "my coat");
    pid_t guest = fork();
    if (guest == 0) {
        leave(locker);
        _exit(0);
    }
    if (guest == -1 || waitpid(guest, NULL, WUNTRACED) == -1) {
        err(1, "guest");
    }
    if (atomic_load(&locker->is_free)) {
        strcpy(locker->coat, "another's coat");
    }
    kill(guest, SIGCONT);
    waitpid(guest, NULL, 0);
    printf("%s first: taken home is %s\n", how, locker->taken_home);
    munmap(locker, sizeof *locker);
}

int main(void)
{
    next_guest_comes("key ", leave_key_first);
    next_guest_comes("coat", leave_coat_first);
    return 0;
}
