/* Single keys from a terminal, for commands that go on by a key. */
#ifndef WORKBOOK_CLI_KEYS_H
#define WORKBOOK_CLI_KEYS_H

#include <signal.h>
#include <stdbool.h>
#include <termios.h>

struct keys {
    bool active; /* the terminal's settings are ours, and to be given back */
    struct termios before;
    int signals; /* a signalfd of what would end the grader; -1: none */
    sigset_t blocked_before;
};

/* Active when standard input and output are a terminal: keys come at once and unseen, Ctrl-C too,
 * and a signal that would end the grader (SIGTERM, SIGHUP, SIGINT) is a key, KEYS_QUIT. */
struct keys keys_begin(void);

/* Gives the terminal back as it was, and signals do what they did before. */
void keys_end(struct keys *keys);

enum { KEYS_QUIT = -1 };

/* Waits for a key: its byte, or KEYS_QUIT for q, Ctrl-C, Ctrl-D, the end of the terminal, and a
 * signal. */
int keys_read(const struct keys *keys);

#endif
