#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include "base/memory.h"

/* What the emulator answers to the program's questions (cursor position, kind of terminal). */
static void answer(const char *bytes, size_t length, void *context)
{
    const struct terminal *terminal = context;
    ssize_t ignored = write(terminal->controller, bytes, length);
    (void)ignored;
}

static void begin_emulator(struct terminal *terminal)
{
    terminal->emulator = vterm_new((int)terminal->rows, (int)terminal->columns);
    vterm_set_utf8(terminal->emulator, 1);
    vterm_output_set_callback(terminal->emulator, answer, terminal);
    VTermScreen *screen = vterm_obtain_screen(terminal->emulator);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_reset(screen, 1);
}

bool terminal_open(struct terminal *terminal, unsigned columns, unsigned rows, char **arguments)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    *terminal = (struct terminal){.rows = rows, .columns = columns};
    if (openpty(&terminal->controller, &terminal->program, NULL, NULL, &size) != 0 ||
        tcgetattr(terminal->program, &terminal->before) != 0) {
        return false;
    }
    fcntl(terminal->controller, F_SETFD, FD_CLOEXEC);
    fcntl(terminal->controller, F_SETFL, O_NONBLOCK);
    begin_emulator(terminal);
    terminal->pid = fork();
    if (terminal->pid == 0) {
        login_tty(terminal->program);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    fcntl(terminal->program, F_SETFD, FD_CLOEXEC);
    terminal->pidfd = (int)syscall(SYS_pidfd_open, terminal->pid, 0);
    return terminal->pid > 0 && terminal->pidfd >= 0;
}

void terminal_close(struct terminal *terminal)
{
    if (terminal->pid > 0 && !terminal->ended) {
        kill(-terminal->pid, SIGKILL);
        waitpid(terminal->pid, NULL, 0);
    }
    vterm_free(terminal->emulator);
    close(terminal->pidfd);
    close(terminal->controller);
    close(terminal->program);
    text_finish(&terminal->sent);
}

/* True when there was something. */
static bool take_in(struct terminal *terminal)
{
    char bytes[65536];
    bool any = false;
    ssize_t length;
    while ((length = read(terminal->controller, bytes, sizeof bytes)) > 0) {
        vterm_input_write(terminal->emulator, bytes, (size_t)length);
        text_append_bytes(&terminal->sent, bytes, (size_t)length);
        any = true;
    }
    return any;
}

bool terminal_wait(struct terminal *terminal, int timeout_ms)
{
    struct pollfd wanted[] = {{.fd = terminal->controller, .events = POLLIN},
                              {.fd = terminal->ended ? -1 : terminal->pidfd, .events = POLLIN}};
    if (take_in(terminal)) {
        return true;
    }
    if (poll(wanted, 2, timeout_ms) <= 0) {
        return false;
    }
    bool any = take_in(terminal);
    if (!any && wanted[1].revents != 0) {
        terminal->ended = waitpid(terminal->pid, &terminal->status, 0) == terminal->pid;
        (void)take_in(terminal);
        any = true;
    }
    return any;
}

void terminal_type(struct terminal *terminal, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(terminal->controller, bytes, length);
        if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return;
        }
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else {
            (void)take_in(terminal);
        }
    }
}

void terminal_resize(struct terminal *terminal, unsigned columns, unsigned rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    (void)take_in(terminal);
    terminal->rows = rows;
    terminal->columns = columns;
    vterm_set_size(terminal->emulator, (int)rows, (int)columns);
    ioctl(terminal->controller, TIOCSWINSZ, &size);
}

char *terminal_screen(const struct terminal *terminal)
{
    struct text out = {0};
    VTermScreen *screen = vterm_obtain_screen(terminal->emulator);
    size_t room = (size_t)terminal->columns * 8 + 1;
    char *row = memory_allocate(room, 1);
    for (unsigned i = 0; i < terminal->rows; i++) {
        VTermRect rect = {.start_row = (int)i,
                          .end_row = (int)i + 1,
                          .start_col = 0,
                          .end_col = (int)terminal->columns};
        size_t length = vterm_screen_get_text(screen, row, room, rect);
        while (length > 0 && (row[length - 1] == ' ' || row[length - 1] == '\n')) {
            length--;
        }
        text_append_bytes(&out, row, length);
        text_append(&out, "\n");
    }
    free(row);
    return text_steal(&out);
}

bool terminal_has_its_modes(const struct terminal *terminal)
{
    struct termios now;
    return tcgetattr(terminal->program, &now) == 0 && now.c_iflag == terminal->before.c_iflag &&
           now.c_oflag == terminal->before.c_oflag && now.c_cflag == terminal->before.c_cflag &&
           now.c_lflag == terminal->before.c_lflag &&
           memcmp(now.c_cc, terminal->before.c_cc, sizeof now.c_cc) == 0;
}
