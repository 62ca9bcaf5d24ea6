/* Which editor, with which words. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "watch/editor.h"

struct known_editor {
    const char *program, *command;
};

static const struct known_editor known_editors[] = {
    {"code", "code -g %f:%l:%c"},
    {"code-insiders", "code-insiders -g %f:%l:%c"},
    {"codium", "codium -g %f:%l:%c"},
    {"vscodium", "vscodium -g %f:%l:%c"},
    {"cursor", "cursor -g %f:%l:%c"},
    {"zed", "zed %f:%l:%c"},
    {"subl", "subl %f:%l:%c"},
    {"sublime_text", "sublime_text %f:%l:%c"},
    {"gedit", "gedit +%l:%c %f"},
    {"gnome-text-editor", "gnome-text-editor %f"},
    {"xed", "xed +%l %f"},
    {"pluma", "pluma +%l %f"},
    {"mousepad", "mousepad -l %l -c %c %f"},
    {"kate", "kate -l %l -c %c %f"},
    {"kwrite", "kwrite -l %l -c %c %f"},
    {"geany", "geany -l %l %f"},
    {"gvim", "gvim +%l %f"},
    {"clion", "clion --line %l %f"},
};

const char *editor_command_of(const char *editor)
{
    size_t length = strcspn(editor, " \t");
    const char *name = editor;
    for (const char *at = editor; at < editor + length; at++) {
        name = *at == '/' ? at + 1 : name;
    }
    length -= (size_t)(name - editor);
    for (size_t i = 0; i < sizeof known_editors / sizeof known_editors[0]; i++) {
        const char *program = known_editors[i].program;
        if (strlen(program) == length && strncmp(program, name, length) == 0) {
            return known_editors[i].command;
        }
    }
    return NULL;
}

const char *editor_choose_command(const char *wanted)
{
    static const char *const variables[] = {"VISUAL", "EDITOR"};
    const char *command = wanted;
    for (size_t i = 0; command == NULL && i < sizeof variables / sizeof variables[0]; i++) {
        const char *editor = getenv(variables[i]);
        command = editor != NULL ? editor_command_of(editor) : NULL;
    }
    return command;
}

/* A command on its way to words. */
struct splitter {
    struct text word;
    bool in_word, has_file;
    char quote; /* the one that is open; 0: none */
    char **words;
    size_t count;
    const char *file;
    unsigned line, column;
};

static void end_word(struct splitter *splitter)
{
    if (splitter->in_word) {
        *memory_append(&splitter->words, &splitter->count) = text_steal(&splitter->word);
    }
    splitter->in_word = false;
}

/* What stands behind a per cent sign. */
static bool put_in(struct splitter *splitter, char letter)
{
    switch (letter) {
    case 'f':
        text_append(&splitter->word, splitter->file);
        splitter->has_file = true;
        return true;
    case 'l':
        text_format(&splitter->word, "%u", splitter->line > 0 ? splitter->line : 1);
        return true;
    case 'c':
        text_format(&splitter->word, "%u", splitter->column > 0 ? splitter->column : 1);
        return true;
    case '%':
        text_append(&splitter->word, "%");
        return true;
    default:
        return false;
    }
}

/* Takes one character, or a per cent sign with its letter; returns how many; 0: it makes no sense. */
static size_t take(struct splitter *splitter, const char *at)
{
    bool blank = *at == ' ' || *at == '\t';
    if (splitter->quote == 0 && blank) {
        end_word(splitter);
        return 1;
    }
    splitter->in_word = true;
    if (*at == '%') {
        return put_in(splitter, at[1]) ? 2 : 0;
    }
    if (splitter->quote == 0 && (*at == '\'' || *at == '"')) {
        splitter->quote = *at;
    } else if (splitter->quote != 0 && *at == splitter->quote) {
        splitter->quote = 0;
    } else {
        text_append_bytes(&splitter->word, at, 1);
    }
    return 1;
}

void editor_free_words(char **words)
{
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        free(words[i]);
    }
    free(words);
}

char **editor_split(const char *command, const char *file, unsigned line, unsigned column,
                    struct error *err)
{
    struct splitter splitter = {.file = file, .line = line, .column = column};
    size_t used = 1;
    for (const char *at = command; *at != '\0' && used > 0; at += used) {
        used = take(&splitter, at);
    }
    end_word(&splitter);
    text_finish(&splitter.word);
    bool right = used > 0 && splitter.quote == 0 && splitter.count > 0;
    if (!splitter.has_file) {
        *memory_append(&splitter.words, &splitter.count) = memory_copy_string(file);
    }
    *memory_append(&splitter.words, &splitter.count) = NULL;
    if (!right) {
        editor_free_words(splitter.words);
        (void)error_set(
            err, "'%s' is no command for an editor: words with %%f, %%l and %%c in them", command);
        return NULL;
    }
    return splitter.words;
}
