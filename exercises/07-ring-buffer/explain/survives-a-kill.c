/* A clerk is killed between two stores, in two kinds of bookkeeping. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct bank {
    atomic_int locked;
    atomic_int ann, bob;  /* two words that must agree: 100 together */
    atomic_int bobs_part; /* one word: the rest of 100 is Ann's */
};

static void pay_30(struct bank *bank)
{
    atomic_store(&bank->locked, 1);
    atomic_store(&bank->bobs_part, 30); /* before it nothing, now all */
    atomic_store(&bank->ann, 70);
    raise(SIGKILL);
    atomic_store(&bank->bob, 30);
    atomic_store(&bank->locked, 0);
}

int main(void)
{
    struct bank *bank = mmap(NULL, sizeof *bank, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (bank == MAP_FAILED) {
        err(1, "mmap");
    }
    atomic_store(&bank->ann, 100);
    pid_t clerk = fork();
    if (clerk == 0) {
        pay_30(bank);
        _exit(0);
    }
    int status;
    if (clerk == -1 || waitpid(clerk, &status, 0) == -1) {
        err(1, "clerk");
    }
    printf("the clerk: %s\n",
           WIFSIGNALED(status) ? "killed between two stores" : "well");
    printf("two words: %d + %d is %d\n", bank->ann, bank->bob,
           bank->ann + bank->bob);
    printf("one word:  %d + %d is 100\n", 100 - bank->bobs_part,
           bank->bobs_part);
    printf("the lock:  %s\n",
           bank->locked ? "taken, and nobody will give it back" : "free");
    return 0;
}
