#include "examiner/record.h"
#include "examiner/session.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { PIPE_BYTES = 65536, TICKS_TO_WAIT = 3, TICK_US = 2000 };

static int pipe_ends[2];
static char drained[PIPE_BYTES];
static volatile sig_atomic_t ticks;

/* After some ticks the reader takes what lies in the pipe. */
static void on_tick(int signal)
{
    (void)signal;
    if (++ticks == TICKS_TO_WAIT && read(pipe_ends[0], drained, sizeof drained) < 0) {
        _exit(EXIT_FAILURE);
    }
}

static void fill_pipe(void)
{
    static const char nothing[PIPE_BYTES];
    fcntl(pipe_ends[1], F_SETFL, O_NONBLOCK);
    while (write(pipe_ends[1], nothing, sizeof nothing) > 0) {
    }
    fcntl(pipe_ends[1], F_SETFL, 0);
}

Test(record, is_whole_though_ticks_come_while_it_waits_for_its_reader)
{
    static const struct itimerval tick = {{0, TICK_US}, {0, TICK_US}};
    char line[256] = "";
    cr_assert_eq(pipe(pipe_ends), 0);
    fcntl(pipe_ends[1], F_SETPIPE_SZ, PIPE_BYTES);
    fill_pipe();
    session_current()->report = pipe_ends[1];
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_tick}, NULL);
    setitimer(ITIMER_REAL, &tick, NULL);
    record_emit(json_pack("{s:s}", "record", "end"));
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
    cr_assert_geq(ticks, TICKS_TO_WAIT);
    fcntl(pipe_ends[0], F_SETFL, O_NONBLOCK);
    cr_assert_gt(read(pipe_ends[0], line, sizeof line - 1), 0, "the record is lost");
    cr_assert_str_eq(line, "{\"record\":\"end\"}\n");
}
