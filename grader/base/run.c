#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"

enum { RUN_MS = 10000, LOOK_MS = 100, RUN_OUTPUT_MAX = 4 * 1024 * 1024 };

static bool spawn_writing_to(int fd, const char *const *argv, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    bool ready = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) == 0 &&
                 posix_spawn_file_actions_adddup2(&actions, fd, 1) == 0 &&
                 posix_spawn_file_actions_adddup2(&actions, fd, 2) == 0;
    /* posix_spawnp takes the words as writable and does not write to them. */
    union {
        const char *const *given;
        char *const *wanted;
    } words = {.given = argv};
    bool spawned = ready && posix_spawnp(pid, argv[0], &actions, NULL, words.wanted, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return spawned;
}

/* False at the end, or when the program is not to be heard any more. */
static bool take_piece(int fd, struct text *output, bool *closed)
{
    char bytes[4096];
    ssize_t got = read(fd, bytes, sizeof bytes);
    *closed = got == 0;
    if (got > 0 && output != NULL && output->length + (size_t)got <= RUN_OUTPUT_MAX) {
        text_append_bytes(output, bytes, (size_t)got);
    }
    return got > 0;
}

/* False when time was up before the program closed its output. A look that comes late was kept up itself, by
 * Ctrl-Z for one: that is nobody's time. */
static bool read_until_closed(int fd, struct text *output)
{
    long spent_ms = 0;
    bool closed = false;
    while (spent_ms < RUN_MS) {
        struct pollfd watched = {.fd = fd, .events = POLLIN};
        long begin_ms = clock_now_ms();
        int ready = poll(&watched, 1, LOOK_MS);
        long passed_ms = clock_now_ms() - begin_ms;
        spent_ms += passed_ms < 2 * LOOK_MS ? passed_ms : 2 * LOOK_MS;
        if ((ready < 0 && errno != EINTR) || (ready > 0 && !take_piece(fd, output, &closed))) {
            break;
        }
    }
    return closed;
}

bool run_program(const char *const *argv, struct text *output, int *status)
{
    if (output != NULL) {
        text_clear(output);
    }
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    AUTO_CLOSE int reading = ends[0];
    AUTO_CLOSE int writing = ends[1];
    pid_t pid = -1;
    if (!spawn_writing_to(writing, argv, &pid)) {
        return false;
    }
    (void)close(steal_fd(&writing));
    bool closed = read_until_closed(reading, output);
    if (!closed) {
        (void)kill(pid, SIGKILL);
    }
    int ended = 0;
    while (waitpid(pid, &ended, 0) < 0 && errno == EINTR) {
    }
    *status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    return closed && WIFEXITED(ended);
}

bool run_succeeds(const char *const *argv, struct text *output)
{
    int status = 0;
    return run_program(argv, output, &status) && status == 0;
}
