#include "selftest/mutation/program.h"

#include "base/memory.h"
#include "selftest/mutation/statements.h"

#include <stdlib.h>
#include <string.h>

bool program_is(const struct program *program, size_t at, const char *words)
{
    if (at >= program->count) {
        return false;
    }
    const struct token *token = &program->tokens[at];
    size_t length = token->end - token->begin;
    return strlen(words) == length && memcmp(program->text + token->begin, words, length) == 0;
}

bool program_is_kind(const struct program *program, size_t at, enum token_kind kind)
{
    return at < program->count && program->tokens[at].kind == kind;
}

char *program_copy(const struct program *program, size_t first, size_t last)
{
    size_t begin = program->tokens[first].begin;
    return memory_copy_bytes(program->text + begin, program->tokens[last].end - begin);
}

static bool match_brackets(struct program *program, struct error *err)
{
    static const char opening[] = "([{", closing[] = ")]}";
    size_t *open = memory_allocate(program->count + 1, sizeof *open);
    size_t depth = 0;
    bool matched = true;
    for (size_t i = 0; matched && i < program->count; i++) {
        const struct token *token = &program->tokens[i];
        char c = program->text[token->begin];
        program->partners[i] = program->count;
        if (token->kind != TOKEN_PUNCTUATOR || token->end - token->begin != 1) {
            continue;
        }
        const char *close = strchr(closing, c);
        if (strchr(opening, c) != NULL) {
            open[depth++] = i;
        } else if (close != NULL) {
            matched = depth > 0 && program->text[program->tokens[open[depth - 1]].begin] ==
                                       opening[close - closing];
            if (matched) {
                depth--;
                program->partners[i] = open[depth];
                program->partners[open[depth]] = i;
            }
        }
    }
    free(open);
    return (matched && depth == 0) || error_set(err, "its brackets do not match");
}

/* `name ( … ) {` at the top level begins a function. */
static void find_functions(struct program *program)
{
    for (size_t i = 0; i < program->count; i++) {
        program->functions[i] = program->count;
    }
    for (size_t i = 0; i + 2 < program->count; i++) {
        size_t close = program_is(program, i + 1, "(") ? program->partners[i + 1] : program->count;
        if (program->tokens[i].kind == TOKEN_NAME && program_is(program, close + 1, "{")) {
            size_t end = program->partners[close + 1];
            for (size_t k = i; k <= end; k++) {
                program->functions[k] = i;
            }
            statements_find(program, close + 1);
            i = end;
        } else if (program->partners[i] != program->count && program->partners[i] > i) {
            i = program->partners[i]; /* nothing inside brackets is at the top level */
        }
    }
}

bool program_read(const char *text, struct program *program, struct error *err)
{
    *program = (struct program){.text = text};
    if (!lexer_run(text, &program->tokens, &program->count, err)) {
        return false;
    }
    program->partners = memory_allocate(program->count + 1, sizeof program->partners[0]);
    program->functions = memory_allocate(program->count + 1, sizeof program->functions[0]);
    if (!match_brackets(program, err)) {
        program_finish(program);
        return false;
    }
    find_functions(program);
    return true;
}

void program_finish(struct program *program)
{
    free(program->tokens);
    free(program->partners);
    free(program->functions);
    free(program->statements);
    *program = (struct program){0};
}
