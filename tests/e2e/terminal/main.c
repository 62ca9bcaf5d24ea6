/* in_terminal COLUMNSxROWS PROGRAM [ARGUMENT...] <SCRIPT: plays a script against a program on a terminal.
 *
 * A line of the script is a word and its argument; # begins a comment.
 *
 *     expect WORDS    wait until a row of the screen holds the words
 *     gone WORDS      wait until no row does
 *     absent WORDS    now no row does
 *     sent BYTES      wait until the program has written these bytes, or find that it has
 *     unsent BYTES    it has not
 *     keys BYTES      type them; \n \r \e \\ and \xNN are known
 *     resize CxR      the window gets another size
 *     run COMMAND     a shell command, waited for; it succeeds; $TERMINAL_PID is the program
 *     until COMMAND   the same command again and again, until it succeeds
 *     ends STATUS     wait for the program's end: its exit status, or the name of a signal
 *     modes           wait until the terminal's modes are as before the program
 *     show            print the screen
 *
 * Nothing sleeps: each wait ends with the event, or after two minutes as a failure, with the screen printed.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/memory.h"
#include "terminal.h"

enum { DEADLINE_MS = 120000, AGAIN_MS = 20 };

static bool screen_holds(const struct terminal *terminal, const char *words)
{
    AUTO_FREE char *screen = terminal_screen(terminal);
    return strstr(screen, words) != NULL;
}

static bool wait_for(struct terminal *terminal, const char *words, bool present)
{
    long deadline_ms = clock_now_ms() + DEADLINE_MS;
    while (screen_holds(terminal, words) != present) {
        long left_ms = deadline_ms - clock_now_ms();
        if (terminal->ended || left_ms <= 0 || !terminal_wait(terminal, (int)left_ms)) {
            return screen_holds(terminal, words) == present;
        }
    }
    return true;
}

static bool has_sent(const struct terminal *terminal, const char *bytes)
{
    return memmem(text_string(&terminal->sent), terminal->sent.length, bytes, strlen(bytes)) !=
           NULL;
}

static bool wait_for_bytes(struct terminal *terminal, const char *bytes)
{
    long deadline_ms = clock_now_ms() + DEADLINE_MS;
    while (!has_sent(terminal, bytes)) {
        long left_ms = deadline_ms - clock_now_ms();
        if (terminal->ended || left_ms <= 0 || !terminal_wait(terminal, (int)left_ms)) {
            return has_sent(terminal, bytes);
        }
    }
    return true;
}

static bool wait_for_end(struct terminal *terminal, const char *wanted)
{
    long deadline_ms = clock_now_ms() + DEADLINE_MS;
    while (!terminal->ended) {
        long left_ms = deadline_ms - clock_now_ms();
        if (left_ms <= 0 || !terminal_wait(terminal, (int)left_ms)) {
            return false;
        }
    }
    char got[16] = "?";
    if (WIFEXITED(terminal->status)) {
        snprintf(got, sizeof got, "%d", WEXITSTATUS(terminal->status));
    } else if (WIFSIGNALED(terminal->status)) {
        snprintf(got, sizeof got, "%s", sigabbrev_np(WTERMSIG(terminal->status)));
    }
    if (strcmp(got, wanted) != 0) {
        printf("it ended with %s\n", got);
    }
    return strcmp(got, wanted) == 0;
}

static bool repeat_until(struct terminal *terminal, const char *command)
{
    long deadline_ms = clock_now_ms() + DEADLINE_MS;
    while (system(command) != 0) {
        if (clock_now_ms() > deadline_ms) {
            return false;
        }
        (void)terminal_wait(terminal, AGAIN_MS); /* the command has no event of its own */
    }
    return true;
}

/* Modes have no event of their own either. */
static bool wait_for_modes(struct terminal *terminal)
{
    long deadline_ms = clock_now_ms() + DEADLINE_MS;
    while (!terminal_has_its_modes(terminal) && clock_now_ms() < deadline_ms) {
        (void)terminal_wait(terminal, AGAIN_MS);
    }
    return terminal_has_its_modes(terminal);
}

/* In place; an escape is longer than what it stands for. */
static void unescape(char *text)
{
    char *out = text;
    for (const char *at = text; *at != '\0'; at++) {
        if (at[0] != '\\' || at[1] == '\0') {
            *out++ = *at;
        } else if (at[1] == 'x' && at[2] != '\0' && at[3] != '\0') {
            char digits[] = {at[2], at[3], '\0'};
            *out++ = (char)strtol(digits, NULL, 16);
            at += 3;
        } else {
            at++;
            *out++ = *at == 'n' ? '\n' : *at == 'r' ? '\r' : *at == 'e' ? '\033' : *at;
        }
    }
    *out = '\0';
}

static bool resize(struct terminal *terminal, const char *size)
{
    unsigned columns;
    unsigned rows;
    if (sscanf(size, "%ux%u", &columns, &rows) != 2) {
        return false;
    }
    terminal_resize(terminal, columns, rows);
    return true;
}

static bool show(const struct terminal *terminal)
{
    AUTO_FREE char *screen = terminal_screen(terminal);
    printf("%s", screen);
    return true;
}

static bool obey(struct terminal *terminal, const char *word, char *argument)
{
    if (strcmp(word, "keys") == 0 || strcmp(word, "sent") == 0 || strcmp(word, "unsent") == 0) {
        unescape(argument);
    }
    if (strcmp(word, "keys") == 0) {
        terminal_type(terminal, argument, strlen(argument));
        return true;
    }
    return strcmp(word, "expect") == 0   ? wait_for(terminal, argument, true)
           : strcmp(word, "gone") == 0   ? wait_for(terminal, argument, false)
           : strcmp(word, "absent") == 0 ? !screen_holds(terminal, argument)
           : strcmp(word, "sent") == 0   ? wait_for_bytes(terminal, argument)
           : strcmp(word, "unsent") == 0 ? !has_sent(terminal, argument)
           : strcmp(word, "resize") == 0 ? resize(terminal, argument)
           : strcmp(word, "run") == 0    ? system(argument) == 0
           : strcmp(word, "until") == 0  ? repeat_until(terminal, argument)
           : strcmp(word, "ends") == 0   ? wait_for_end(terminal, argument)
           : strcmp(word, "modes") == 0  ? wait_for_modes(terminal)
           : strcmp(word, "show") == 0   ? show(terminal)
                                         : false;
}

static bool play(struct terminal *terminal)
{
    AUTO_FREE char *line = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, stdin)) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *word = line + strspn(line, " ");
        if (*word == '\0' || *word == '#') {
            continue;
        }
        AUTO_FREE char *said = memory_copy_string(word);
        char *argument = word + strcspn(word, " ");
        if (*argument != '\0') {
            *argument++ = '\0';
        }
        if (!obey(terminal, word, argument)) {
            printf("this did not come true: %s\nthe screen:\n", said);
            (void)show(terminal);
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    unsigned columns;
    unsigned rows;
    struct terminal terminal;
    if (argc < 3 || sscanf(argv[1], "%ux%u", &columns, &rows) != 2) {
        fprintf(stderr, "usage: in_terminal COLUMNSxROWS PROGRAM [ARGUMENT...] <SCRIPT\n");
        return 2;
    }
    if (!terminal_open(&terminal, columns, rows, argv + 2)) {
        perror("in_terminal");
        return 3;
    }
    AUTO_FREE char *pid = memory_format("%d", (int)terminal.pid);
    setenv("TERMINAL_PID", pid, 1);
    bool played = play(&terminal);
    terminal_close(&terminal);
    return played ? 0 : 1;
}
