#include "demo/stage_play.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "base/memory.h"
#include "demo/stage_kernel.h"

/* Naps in a row in which nobody does anything else: then it is no demo any more. */
enum { IDLE_TURNS_MAX = 1000 };

static struct kernel_view view_of(const struct play *play)
{
    return (struct kernel_view){
        .name = play->name,
        .programs = {play->programs[DEMO_WRITER].pid, play->programs[DEMO_READER].pid},
    };
}

static char *describe(const struct program *program)
{
    switch (program->state) {
    case PROGRAM_NEW:
        return memory_copy_string("not started");
    case PROGRAM_ASLEEP:
        return memory_copy_string(program->sleep->words);
    case PROGRAM_ENDED:
        return WIFEXITED(program->status)
                   ? memory_format("ended with status %d", WEXITSTATUS(program->status))
                   : memory_format("killed by signal %d", WTERMSIG(program->status));
    case PROGRAM_STOPPED:
    case PROGRAM_AT_LINE:
        break;
    }
    return memory_copy_string("ready to go on");
}

/* Tells a line, with all that stands after it. */
static bool tell(struct play *play, enum demo_speaker speaker, const char *line, struct error *err)
{
    AUTO_DEMO_STEP struct demo_step step = {.speaker = speaker};
    step.line = memory_copy_string(line);
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        if (!program_settle(&play->programs[i], err)) {
            return false;
        }
        step.states[i] = describe(&play->programs[i]);
    }
    struct kernel_view view = view_of(play);
    kernel_view_rows(&view, &step);
    return play->tell(&step, err);
}

static bool tell_line(struct play *play, enum demo_speaker who, struct error *err)
{
    AUTO_TEXT struct text line = {0};
    return program_write(&play->programs[who], &line, err) &&
           tell(play, who, text_string(&line), err);
}

/* That it sleeps or has ended: said once for each sleep, and not again for each nap. */
static bool tell_state(struct play *play, enum demo_speaker who, struct error *err)
{
    const struct program *program = &play->programs[who];
    const char *sleep = program->state == PROGRAM_ASLEEP ? program->sleep->words : NULL;
    if (sleep != NULL && sleep == play->told_sleep[who]) {
        return true;
    }
    play->told_sleep[who] = sleep;
    AUTO_FREE char *state = describe(program);
    AUTO_FREE char *line = memory_format("(%s)", state);
    return tell(play, who, line, err);
}

/* Can it do anything by itself? */
static bool can_go_on(const struct program *program)
{
    return program->state != PROGRAM_ENDED &&
           (program->state != PROGRAM_ASLEEP || program->sleep->kind == SLEEP_FOR_TIME);
}

/* A turn: until it sleeps, ends, or has said `lines` lines (0: any number). *said counts them. */
static bool take_turn(struct play *play, enum demo_speaker who, unsigned lines, unsigned *said,
                      struct error *err)
{
    struct program *program = &play->programs[who];
    if (program->state == PROGRAM_NEW && !program_start(program, play->argument, err)) {
        return false;
    }
    for (*said = 0; lines == 0 || *said < lines; ++*said) {
        if (program->state != PROGRAM_AT_LINE && !program_run(program, err)) {
            return false;
        }
        if (program->state != PROGRAM_AT_LINE) {
            return tell_state(play, who, err);
        }
        play->told_sleep[who] = NULL;
        if (!tell_line(play, who, err)) {
            return false;
        }
    }
    return true;
}

/* Both wait: the one that waits for a signal gets it. */
static bool press_ctrl_c(struct play *play, struct error *err)
{
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        struct program *program = &play->programs[i];
        if (program->state == PROGRAM_ASLEEP && program->sleep->kind == SLEEP_FOR_SIGNAL) {
            (void)kill(program->pid, SIGINT);
            char line[64];
            snprintf(line, sizeof line, "(press Ctrl-C in the %s's terminal)", program->name);
            return program_run(program, err) && tell(play, DEMO_USER, line, err);
        }
    }
    return error_set(err, "a program of the demo sleeps, and nobody would wake it");
}

bool play_run(struct play *play, struct error *err)
{
    enum demo_speaker turn = DEMO_WRITER;
    unsigned lines = play->opening;
    unsigned idle_turns = 0;
    while (play->programs[DEMO_WRITER].state != PROGRAM_ENDED ||
           play->programs[DEMO_READER].state != PROGRAM_ENDED) {
        bool able = can_go_on(&play->programs[turn]);
        enum demo_speaker other = turn == DEMO_WRITER ? DEMO_READER : DEMO_WRITER;
        unsigned said = 0;
        if (able && !take_turn(play, turn, lines, &said, err)) {
            return false;
        }
        if (!able && !can_go_on(&play->programs[other]) && !press_ctrl_c(play, err)) {
            return false;
        }
        idle_turns = said > 0 ? 0 : idle_turns + 1;
        if (idle_turns > IDLE_TURNS_MAX) {
            return error_set(err, "the demo does not come to an end");
        }
        turn = other;
        lines = 0;
    }
    return true;
}

void play_finish(struct play *play)
{
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        program_finish(&play->programs[i]);
    }
    struct kernel_view view = view_of(play);
    kernel_view_remove(&view);
}
