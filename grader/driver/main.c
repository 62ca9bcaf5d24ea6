/* The driver: the one program that runs student code, whatever the exercise.
 *
 *     driver LISTENER OBJECT
 *
 * LISTENER is the number of an inherited listening socket, OBJECT the student's shared object. It
 * runs inside the sandbox, natively or under Valgrind, and knows nothing of tests: it forks
 * processes that call functions as it is told (protocol/wire.h) and says what came of it. Once the
 * object is loaded all of it is the student's to corrupt; nothing that it says is a result.
 */
#include "driver/actor.h"
#include "driver/crash.h"
#include "driver/object.h"
#include "sandbox/seal.h"
#include "driver/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <valgrind/valgrind.h>

enum { EXIT_NOT_LOADED = 40 };

/* The first who connects says by that that the object is in its place: until then the driver is ready and
 * waits (protocol/wire.h). */
static bool await_object(int listener)
{
    struct pollfd wanted = {.fd = listener, .events = POLLIN};
    int ready;
    do {
        ready = poll(&wanted, 1, -1);
    } while (ready < 0 && errno == EINTR);
    return ready == 1;
}

/* Valgrind has a descriptor of its own for what it reports; this one the student's code shall not find. Nor the
 * variable that tells of Valgrind. */
static bool let_go_of_input(void)
{
    int nothing = open("/dev/null", O_RDONLY);
    bool put = nothing >= 0 && dup2(nothing, STDIN_FILENO) == STDIN_FILENO;
    close(nothing);
    return put;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: driver LISTENER OBJECT\n", stderr);
        return EXIT_FAILURE;
    }
    if (!RUNNING_ON_VALGRIND) {
        crash_prepare(); /* crashes are told by the native pass; Valgrind would have to read one
                            library more */
    }
    if (RUNNING_ON_VALGRIND && !(let_go_of_input() && unsetenv("LD_PRELOAD") == 0)) {
        return EXIT_FAILURE;
    }
    if (!await_object(atoi(argv[1]))) {
        return EXIT_FAILURE;
    }
    struct object object;
    if (!object_load(&object, argv[2])) {
        return EXIT_NOT_LOADED;
    }
    if (RUNNING_ON_VALGRIND) {
        actor_rehearse(&object);
    }
    if (!(RUNNING_ON_VALGRIND ? seal_under_valgrind() : seal_native())) {
        return EXIT_FAILURE;
    }
    return zygote_run(atoi(argv[1]), &object) ? EXIT_SUCCESS : EXIT_FAILURE;
}
