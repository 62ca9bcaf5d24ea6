#include "watch/editor.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEADLINE_MS = 20000 };

static void expect_words(const char *command, const char *joined)
{
    struct error err;
    char **words = editor_split(command, "/a b/x.c", 57, 3, &err);
    cr_assert_not_null(words, "%s", err.message);
    char got[512] = "";
    for (size_t i = 0; words[i] != NULL; i++) {
        strcat(strcat(got, words[i]), "|");
    }
    cr_assert_str_eq(got, joined);
    editor_free_words(words);
}

Test(editor, puts_the_place_in)
{
    expect_words("code -g %f:%l:%c", "code|-g|/a b/x.c:57:3|");
    expect_words("kate -l %l %f", "kate|-l|57|/a b/x.c|");
    expect_words("  gedit\t+%l  ", "gedit|+57|/a b/x.c|");
    expect_words("'my editor' \"\" 100%%", "my editor||100%|/a b/x.c|");
}

Test(editor, no_shell_reads_the_command)
{
    expect_words("x; $(y) `z` *", "x;|$(y)|`z`|*|/a b/x.c|");
}

Test(editor, what_is_no_command)
{
    static const char *const commands[] = {"", "  ", "code %x", "code '", "code %"};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct error err;
        cr_assert_null(editor_split(commands[i], "x.c", 1, 1, &err), "%s", commands[i]);
        cr_assert(strstr(err.message, "is no command for an editor") != NULL);
    }
}

Test(editor, knows_those_that_open_a_window)
{
    cr_assert_str_eq(editor_command_of("/usr/bin/code --wait"), "code -g %f:%l:%c");
    cr_assert_str_eq(editor_command_of("subl"), "subl %f:%l:%c");
    cr_assert_null(editor_command_of("vim"));
    cr_assert_null(editor_command_of("codes"));
    cr_assert_null(editor_command_of(""));
}

Test(editor, chooses)
{
    setenv("VISUAL", "nano", 1);
    setenv("EDITOR", "kate", 1);
    cr_assert_str_eq(editor_choose_command("mine %f"), "mine %f");
    cr_assert_str_eq(editor_choose_command(NULL), "kate -l %l -c %c %f");
    setenv("VISUAL", "gedit -w", 1);
    cr_assert_str_eq(editor_choose_command(NULL), "gedit +%l:%c %f");
    unsetenv("VISUAL");
    setenv("EDITOR", "vi", 1);
    cr_assert_null(editor_choose_command(NULL));
}

static bool start_and_reap(char *const *words, struct error *err)
{
    struct editors editors;
    editors_init(&editors);
    if (!editors_start(&editors, words, err)) {
        return false;
    }
    struct pollfd ended = {.fd = editors.items[0].pidfd, .events = POLLIN};
    cr_assert_eq(poll(&ended, 1, DEADLINE_MS), 1);
    bool well = editors_reap(&editors, err);
    cr_assert_eq(editors.items[0].pidfd, -1);
    editors_finish(&editors);
    return well;
}

Test(editor, one_that_is_not_there_is_told_at_once)
{
    struct error err;
    char name[] = "/nowhere/editor";
    char *const words[] = {name, NULL};
    cr_assert_not(start_and_reap(words, &err));
    cr_assert_str_eq(err.message, "cannot start /nowhere/editor: No such file or directory");
}

Test(editor, one_that_fails_is_told_when_it_has)
{
    struct error err;
    char name[] = "false";
    char *const words[] = {name, NULL};
    cr_assert_not(start_and_reap(words, &err));
    cr_assert(strstr(err.message, "ended with status 1") != NULL, "%s", err.message);
}

Test(editor, has_no_terminal)
{
    struct error err;
    char shell[] = "sh", option[] = "-c",
         script[] = "! test -t 0 && ! test -t 1 && ! test -t 2 && ! (: </dev/tty) 2>/dev/null";
    char *const words[] = {shell, option, script, NULL};
    cr_assert(start_and_reap(words, &err), "%s", err.message);
}
