#include "cli/complete.h"

#include <string.h>

#include "base/memory.h"
#include "cli/command.h"
#include "cli/usage.h"

/* What is being completed. */
struct completion {
    const struct catalogue *catalogue;
    const char *const *words;
    size_t count;
    const char *typed;  /* what candidates begin with */
    const char *before; /* stands before each: "--color=" of "--color=au" */
    struct text *out;
};

static bool begins_with(const char *string, const char *beginning)
{
    return strncmp(string, beginning, strlen(beginning)) == 0;
}

static void offer(const struct completion *at, const char *candidate, const char *description)
{
    if (begins_with(candidate, at->typed)) {
        text_format(at->out, "%s%s\t%s\n", at->before, candidate, description);
    }
}

static void offer_commands(const struct completion *at)
{
    size_t count = 0;
    const struct command *commands = command_list(&count);
    for (size_t i = 0; i < count; i++) {
        offer(at, commands[i].name, commands[i].summary);
    }
}

static void offer_words(const struct completion *at, const struct usage_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        offer(at, words->items[i], "");
    }
}

/* By folder; by its name alone when that is what has been begun. */
static void offer_exercises(const struct completion *at)
{
    for (size_t i = 0; at->catalogue != NULL && i < at->catalogue->count; i++) {
        const struct manifest *manifest = at->catalogue->exercises[i];
        offer(at, manifest->folder, manifest->title);
        if (at->typed[0] != '\0') {
            offer(at, manifest->name, manifest->title);
        }
    }
}

/* The exercise that a word before names; NULL: none. */
static const struct manifest *find_exercise(const struct completion *at)
{
    struct error unheard;
    for (size_t i = 1; at->catalogue != NULL && i + 1 < at->count; i++) {
        const struct manifest *manifest = catalogue_find(at->catalogue, at->words[i], &unheard);
        if (manifest != NULL) {
            return manifest;
        }
    }
    return NULL;
}

static void offer_checks(const struct completion *at)
{
    const struct manifest *only = find_exercise(at);
    for (size_t i = 0; at->catalogue != NULL && i < at->catalogue->count; i++) {
        const struct manifest *manifest = at->catalogue->exercises[i];
        for (size_t k = 0; k < manifest->check_count && (only == NULL || only == manifest); k++) {
            offer(at, manifest->checks[k].id, manifest->checks[k].title);
        }
    }
}

/* What a placeholder of the help page stands for. */
static void offer_operand(const struct completion *at, const struct command *command,
                          const char *operand)
{
    AUTO_USAGE_WORDS struct usage_words words = {0};
    if (strcmp(operand, "EXERCISE") == 0) {
        offer_exercises(at);
    } else if (strcmp(operand, "CHECK") == 0) {
        offer_checks(at);
    } else if (strcmp(operand, "COMMAND") == 0) {
        offer_commands(at);
    } else {
        usage_words_read_operand(&words, command, operand);
        offer_words(at, &words);
    }
}

static void offer_value(const struct completion *at, const struct command *command,
                        const struct usage_option *option)
{
    AUTO_USAGE_WORDS struct usage_words words = {0};
    usage_words_read(&words, option->description);
    offer_words(at, &words);
    if (words.count == 0) {
        offer_operand(at, command, option->value);
    }
}

static void offer_options(const struct completion *at, const struct usage *usage)
{
    for (size_t i = 0; i < usage->option_count; i++) {
        offer(at, usage->options[i].name, usage->options[i].description);
    }
    offer(at, "--help", "more about this command");
}

/* "--color=au" in one word: a value, with the option before each candidate. */
static bool complete_joined(struct completion *at, const struct command *command,
                            const struct usage *usage)
{
    const char *equals = strchr(at->typed, '=');
    if (!begins_with(at->typed, "--") || equals == NULL) {
        return false;
    }
    AUTO_FREE char *before = memory_copy_bytes(at->typed, (size_t)(equals + 1 - at->typed));
    AUTO_FREE char *name = memory_copy_bytes(at->typed, (size_t)(equals - at->typed));
    const struct usage_option *option = usage_find_option(usage, name);
    at->typed = equals + 1;
    at->before = before;
    if (option != NULL && option->value != NULL) {
        offer_value(at, command, option);
    }
    at->before = "";
    return true;
}

/* The option whose value is typed: the word before, or the one before an "=" of its own. */
static const struct usage_option *find_open_option(struct completion *at, const struct usage *usage)
{
    size_t last = at->count - 1;
    if (strcmp(at->words[last], "=") == 0) {
        at->typed = "";
        last++;
    }
    if (last >= 2 && strcmp(at->words[last - 1], "=") == 0) {
        last--;
    }
    const struct usage_option *option =
        last >= 2 ? usage_find_option(usage, at->words[last - 1]) : NULL;
    return option != NULL && option->value != NULL ? option : NULL;
}

static void complete_command(struct completion *at, const struct command *command)
{
    AUTO_USAGE struct usage usage = {0};
    usage_read(&usage, command);
    const struct usage_option *open = find_open_option(at, &usage);
    if (open != NULL) {
        offer_value(at, command, open);
    } else if (complete_joined(at, command, &usage)) {
        return;
    } else if (at->typed[0] == '-') {
        offer_options(at, &usage);
    } else {
        for (size_t i = 0; i < usage.operand_count; i++) {
            offer_operand(at, command, usage.operands[i]);
        }
    }
}

void complete_words(const struct catalogue *catalogue, const char *const *words, size_t count,
                    struct text *out)
{
    if (count == 0) {
        return;
    }
    struct completion at = {
        .catalogue = catalogue,
        .words = words,
        .count = count,
        .typed = words[count - 1],
        .before = "",
        .out = out,
    };
    if (count == 1) {
        offer_commands(&at);
        return;
    }
    const struct command *command = command_find(words[0]);
    if (command != NULL) {
        complete_command(&at, command);
    }
}
