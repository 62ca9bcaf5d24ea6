#include "cli/usage.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const char small[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
static const char capital[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ/=";

/* --- Options and operands ----------------------------------------------------------------------- */

/* The option of that name, which may be new. Takes the name. */
static struct usage_option *keep_option(struct usage *usage, char *name)
{
    for (size_t i = 0; i < usage->option_count; i++) {
        if (strcmp(usage->options[i].name, name) == 0) {
            free(name);
            return &usage->options[i];
        }
    }
    struct usage_option *option = memory_append(&usage->options, &usage->option_count);
    option->name = name;
    option->description = memory_copy_string("");
    return option;
}

/* An option at the start of *text: "--name", "--name VALUE" or "--name=VALUE"; *text moves on to
 * what comes behind it. Valid until the next one is read. */
static struct usage_option *read_option(struct usage *usage, const char **text)
{
    size_t length = 2 + strspn(*text + 2, small);
    struct usage_option *option = keep_option(usage, memory_copy_bytes(*text, length));
    *text += length;
    size_t value = **text == ' ' || **text == '=' ? strspn(*text + 1, capital) : 0;
    if (value > 0 && strchr(" ]\n", (*text)[1 + value]) != NULL) {
        free(option->value);
        option->value = memory_copy_bytes(*text + 1, value);
        *text += 1 + value;
    }
    return option;
}

static void describe(struct usage_option *option, const char *text, size_t length)
{
    AUTO_FREE char *old = option->description;
    option->description =
        memory_format("%s%s%.*s", old, old[0] != '\0' ? " " : "", (int)length, text);
}

static void read_arguments(struct usage *usage, const char *arguments)
{
    while (*arguments != '\0') {
        size_t operand = strspn(arguments, capital);
        if (strncmp(arguments, "--", 2) == 0) {
            (void)read_option(usage, &arguments);
        } else if (operand > 0) {
            *memory_append(&usage->operands, &usage->operand_count) =
                memory_copy_bytes(arguments, operand);
            arguments += operand;
        } else {
            arguments++;
        }
    }
}

/* An option begins two columns in, and what is said of it goes on further in. */
static void read_details(struct usage *usage, const char *details)
{
    struct usage_option *last = NULL;
    for (const char *line = details; *line != '\0'; line += *line != '\0') {
        size_t indent = strspn(line, " ");
        const char *text = line + indent;
        if (indent == 2 && strncmp(text, "--", 2) == 0) {
            last = read_option(usage, &text);
            text += strspn(text, " ");
        } else if (indent <= 2) {
            last = NULL;
        }
        size_t length = strcspn(text, "\n");
        if (last != NULL) {
            describe(last, text, length);
        }
        line = text + length;
    }
}

void usage_read(struct usage *usage, const struct command *command)
{
    *usage = (struct usage){0};
    read_arguments(usage, command->arguments);
    read_details(usage, command->details);
}

void usage_finish(struct usage *usage)
{
    for (size_t i = 0; i < usage->option_count; i++) {
        free(usage->options[i].name);
        free(usage->options[i].value);
        free(usage->options[i].description);
    }
    for (size_t i = 0; i < usage->operand_count; i++) {
        free(usage->operands[i]);
    }
    free(usage->options);
    free(usage->operands);
    *usage = (struct usage){0};
}

const struct usage_option *usage_find_option(const struct usage *usage, const char *name)
{
    for (size_t i = 0; i < usage->option_count; i++) {
        if (strcmp(usage->options[i].name, name) == 0) {
            return &usage->options[i];
        }
    }
    return NULL;
}

/* --- Lists of words ------------------------------------------------------------------------------- */

void usage_words_finish(struct usage_words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->items[i]);
    }
    free(words->items);
    *words = (struct usage_words){0};
}

/* The length of what stands between two words of a list here; 0: nothing that would. */
static size_t separator_at(const char *text)
{
    static const char *const separators[] = {", or ", ", ", " or "};
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        if (strncmp(text, separators[i], strlen(separators[i])) == 0) {
            return strlen(separators[i]);
        }
    }
    return 0;
}

/* A clause that is a list of two words or more, and nothing else. */
static bool read_list(struct usage_words *words, const char *clause)
{
    clause += strspn(clause, " ");
    for (;;) {
        size_t length = strspn(clause, small);
        if (length == 0) {
            break;
        }
        *memory_append(&words->items, &words->count) = memory_copy_bytes(clause, length);
        clause += length;
        if (*clause == '\0' && words->count > 1) {
            return true;
        }
        size_t separator = separator_at(clause);
        if (separator == 0) {
            break;
        }
        clause += separator;
    }
    usage_words_finish(words);
    return false;
}

/* "auto (default), never" is a list of two words. */
static void drop_defaults(char *text)
{
    static const char mark[] = " (default)";
    for (char *at = text; (at = strstr(at, mark)) != NULL;) {
        memmove(at, at + strlen(mark), strlen(at + strlen(mark)) + 1);
    }
}

/* The first clause that is a list. */
void usage_words_read(struct usage_words *words, const char *description)
{
    static const char ends_of_clauses[] = ":;.(";
    *words = (struct usage_words){0};
    AUTO_FREE char *text = memory_copy_string(description);
    drop_defaults(text);
    for (char *clause = text; clause != NULL;) {
        char *end = strpbrk(clause, ends_of_clauses);
        char *next = end != NULL ? end + 1 : NULL;
        if (end != NULL) {
            *end = '\0';
        }
        char *last = clause + strlen(clause);
        while (last > clause && last[-1] == ' ') {
            *--last = '\0';
        }
        if (read_list(words, clause)) {
            return;
        }
        clause = next;
    }
}

void usage_words_read_operand(struct usage_words *words, const struct command *command,
                              const char *operand)
{
    *words = (struct usage_words){0};
    AUTO_FREE char *begin = memory_format("%s is ", operand);
    const char *sentence = strstr(command->details, begin);
    if (sentence != NULL) {
        usage_words_read(words, sentence + strlen(begin));
    }
}
