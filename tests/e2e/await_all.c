/* await_all COMMAND [ARGUMENT…]: runs a command, and waits until all that it has started is gone as well.
 *
 * Exit status: the command's, 128 and the number of a signal that killed it; 125 when processes are left a minute after the
 * beginning: they are listed, and killed. */
#include "descendants.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_LEFT = 125, EXIT_NOT_STARTED = 127, EXIT_SIGNAL = 128 };

int main(int argc, char **argv)
{
    int status = 0;
    int of_command = 0;
    pid_t ended;
    if (argc < 2) {
        fputs("usage: await_all COMMAND [ARGUMENT...]\n", stderr);
        return EXIT_NOT_STARTED;
    }
    descendants_begin();
    pid_t command = fork();
    if (command == 0) {
        execvp(argv[1], argv + 1);
        perror(argv[1]);
        _exit(EXIT_NOT_STARTED);
    }
    while ((ended = descendants_await(&status)) > 0) {
        of_command = ended == command ? status : of_command;
    }
    if (ended < 0) {
        descendants_list_and_kill();
        return EXIT_LEFT;
    }
    return WIFSIGNALED(of_command) ? EXIT_SIGNAL + WTERMSIG(of_command) : WEXITSTATUS(of_command);
}
