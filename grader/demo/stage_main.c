/* demo-stage: compiles the two programs of a demo and plays them, step by step.
 *
 *     demo-stage FOLDER OPENING NAME [ARGUMENT]
 *
 * FOLDER holds writer.c and reader.c, OPENING is as in struct demo, POSIX names begin with NAME;
 * the programs get ARGUMENT. Steps go to standard output, one line of JSON each (demo_step.h);
 * after each a byte is read from standard input. When that ends, so does the play.
 *
 * The programs lie and run in a temporary folder, from which System V keys are made. Whatever ends
 * the play, programs, objects and folder go with it: where the grader could make a room of
 * namespaces the kernel sees to that, and otherwise the stage does, which therefore outlives a
 * grader that is killed for as long as that takes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/tree.h"
#include "demo/stage_build.h"
#include "demo/stage_play.h"

static bool say(const char *json, struct error *err)
{
    AUTO_TEXT struct text line = {0};
    text_format(&line, "%s\n", json);
    return file_write_all(STDOUT_FILENO, text_string(&line), line.length) ||
           error_set(err, "the grader has gone");
}

static bool tell(const struct demo_step *step, struct error *err)
{
    AUTO_FREE char *json = demo_step_encode(step);
    if (!say(json, err)) {
        return false;
    }
    char go;
    ssize_t length;
    do {
        length = read(STDIN_FILENO, &go, 1);
    } while (length < 0 && errno == EINTR);
    return length == 1 || error_set(err, "the grader has gone");
}

/* To the grader, if it is there; to standard error when it is not. */
static int give_up(const struct error *err)
{
    struct error unheard;
    AUTO_TEXT struct text record = {0};
    text_append(&record, "{\"trouble\": \"");
    for (const char *at = err->message; *at != '\0'; at++) {
        text_format(&record, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
    }
    text_append(&record, "\"}");
    (void)say(text_string(&record), &unheard);
    return 1;
}

static bool play_demo(const char *folder, struct play *play, struct error *err)
{
    return stage_build(folder, "writer", err) && stage_build(folder, "reader", err) &&
           play_run(play, err) && say("{\"end\": true}", err);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    if (argc < 4) {
        return 2;
    }
    program_ignore_signals();
    (void)prctl(PR_SET_PDEATHSIG, 0);
    struct play play = {
        .programs = {program_new("writer"), program_new("reader")},
        .opening = (unsigned)strtoul(argv[2], NULL, 10),
        .name = argv[3],
        .argument = argv[4], /* NULL when there is none */
        .tell = tell,
    };
    const char *base = getenv("TMPDIR");
    AUTO_FREE char *room =
        memory_format("%s/workbook-demo-XXXXXX", base != NULL && base[0] == '/' ? base : "/tmp");
    AUTO_FREE char *folder = realpath(argv[1], NULL);
    if (folder == NULL || mkdtemp(room) == NULL || chdir(room) != 0) {
        (void)error_set_errno(&err, "cannot make a temporary folder for the demo");
        return give_up(&err);
    }
    bool played = play_demo(folder, &play, &err);
    play_finish(&play);
    tree_remove(AT_FDCWD, room);
    return played ? 0 : give_up(&err);
}
