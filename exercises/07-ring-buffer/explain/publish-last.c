/* A log whose last line is looked at while its writer is held up. Lap
 * after lap the lines are used again. */
#include <err.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct log {
    atomic_uint lines_count;
    char lines[4][24];
};

static void count_then_write(struct log *log, const char *line)
{
    unsigned number = atomic_fetch_add(&log->lines_count, 1);
    raise(SIGSTOP);
    strcpy(log->lines[number % 4], line);
}

static void write_then_count(struct log *log, const char *line)
{
    unsigned number = atomic_load(&log->lines_count);
    strcpy(log->lines[number % 4], line);
    raise(SIGSTOP);
    atomic_store(&log->lines_count, number + 1);
}

static void show(const char *how, struct log *log,
                 void (*append)(struct log *log, const char *line))
{
    *log = (struct log){4, {"Monday", "Tuesday", "Wednesday", "Thursday"}};
    pid_t writer = fork();
    if (writer == 0) {
        append(log, "Friday");
        _exit(0);
    }
    waitpid(writer, NULL, WUNTRACED);
    unsigned lines_count = atomic_load(&log->lines_count);
    printf("%s: the last of %u lines is \"%s\"\n", how, lines_count,
           log->lines[(lines_count - 1) % 4]);
    kill(writer, SIGKILL);
    waitpid(writer, NULL, 0);
}

int main(void)
{
    struct log *log = mmap(NULL, sizeof *log, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (log == MAP_FAILED) {
        err(1, "mmap");
    }
    show("counted first", log, count_then_write);
    show("written first", log, write_then_count);
    return 0;
}
