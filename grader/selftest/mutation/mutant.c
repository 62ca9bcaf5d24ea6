#include "selftest/mutation/mutant.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"
#include "selftest/mutation/operators.h"
#include "selftest/mutation/squeeze.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

char *mutant_source(const char *text, const struct mutant *mutant)
{
    return memory_format("%.*s%s%s", (int)mutant->begin, text, mutant->replacement,
                         text + mutant->end);
}

static bool is_news(struct mutant_sink *sink, const char *source)
{
    char *squeezed = squeeze_source(source, strlen(source));
    for (size_t i = 0; i < sink->seen_count; i++) {
        if (strcmp(sink->seen[i], squeezed) == 0) {
            free(squeezed);
            return false;
        }
    }
    *memory_append(&sink->seen, &sink->seen_count) = squeezed;
    return true;
}

/* The lines that the range touches, from their first token to their last. */
static void describe(const struct program *program, size_t first, size_t last,
                     struct mutant *mutant)
{
    const struct token *tokens = program->tokens;
    size_t head = first, tail = last;
    while (head > 0 && tokens[head - 1].line == tokens[first].line) {
        head--;
    }
    while (tail + 1 < program->count && tokens[tail + 1].line == tokens[last].line) {
        tail++;
    }
    size_t begin = tokens[head].begin, end = tokens[tail].end;
    AUTO_TEXT struct text changed = {0};
    text_append_bytes(&changed, program->text + begin, mutant->begin - begin);
    text_append(&changed, mutant->replacement);
    text_append_bytes(&changed, program->text + mutant->end, end - mutant->end);
    mutant->line = tokens[first].line;
    mutant->before = squeeze_source(program->text + begin, end - begin);
    mutant->after = squeeze_source(text_string(&changed), changed.length);
}

static char *name_mutant(const struct program *program, size_t first, const struct mutant *mutant)
{
    size_t function = program->functions[first];
    AUTO_FREE char *name =
        function != program->count ? program_copy(program, function, function) : NULL;
    return memory_format("%s%s%s: %s -> %s", mutant->operator_name, name != NULL ? " in " : "",
                         name != NULL ? name : "", mutant->before, mutant->after);
}

void mutant_propose(struct mutant_sink *sink, size_t first, size_t last, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct mutant mutant = {.operator_name = sink->operator_name,
                            .begin = sink->program->tokens[first].begin,
                            .end = sink->program->tokens[last].end,
                            .replacement = memory_format_list(format, arguments)};
    va_end(arguments);
    AUTO_FREE char *source = mutant_source(sink->program->text, &mutant);
    if (!is_news(sink, source)) {
        free(mutant.replacement);
        return;
    }
    describe(sink->program, first, last, &mutant);
    mutant.identity = name_mutant(sink->program, first, &mutant);
    *memory_append(&sink->list->items, &sink->list->count) = mutant;
}

/* Those of one operator are in the order of the source. */
static void number_namesakes(struct mutant_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        unsigned number = 1;
        for (size_t k = i + 1; k < list->count; k++) {
            if (strcmp(list->items[i].identity, list->items[k].identity) == 0) {
                char *plain = list->items[k].identity;
                list->items[k].identity = memory_format("%s #%u", plain, ++number);
                free(plain);
            }
        }
    }
}

static void run_operators(const struct program *program, struct mutant_list *list)
{
    struct mutant_sink sink = {.program = program, .list = list};
    *memory_append(&sink.seen, &sink.seen_count) =
        squeeze_source(program->text, strlen(program->text));
    size_t count;
    const struct mutation_operator *operators = mutation_operators(&count);
    for (size_t i = 0; i < count; i++) {
        sink.operator_name = operators[i].name;
        operators[i].propose(program, &sink);
    }
    for (size_t i = 0; i < sink.seen_count; i++) {
        free(sink.seen[i]);
    }
    free(sink.seen);
}

bool mutants_generate(const char *text, struct mutant_list *list, struct error *err)
{
    struct program program;
    *list = (struct mutant_list){0};
    if (!program_read(text, &program, err)) {
        return false;
    }
    run_operators(&program, list);
    number_namesakes(list);
    program_finish(&program);
    return true;
}

void mutants_finish(struct mutant_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].replacement);
        free(list->items[i].before);
        free(list->items[i].after);
        free(list->items[i].identity);
    }
    free(list->items);
    *list = (struct mutant_list){0};
}
