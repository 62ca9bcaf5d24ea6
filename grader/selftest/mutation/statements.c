#include "selftest/mutation/statements.h"

#include "base/memory.h"

static size_t read_statement(struct program *program, size_t at, size_t block);

static struct statement *add(struct program *program, enum statement_kind kind, size_t first,
                             size_t block)
{
    struct statement *statement = memory_append(&program->statements, &program->statement_count);
    *statement = (struct statement){
        .kind = kind, .first = first, .last = first, .block = block, .condition = program->count};
    return statement;
}

static bool is_any(const struct program *program, size_t at, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (program_is(program, at, words[i])) {
            return true;
        }
    }
    return false;
}

/* The token that ends the simple statement at `at`. */
static size_t find_semicolon(const struct program *program, size_t at)
{
    while (at < program->count && !program_is(program, at, ";")) {
        at = program->partners[at] != program->count && program->partners[at] > at
                 ? program->partners[at] + 1
                 : at + 1;
    }
    return at;
}

static bool is_declaration(const struct program *program, size_t at)
{
    static const char *const types[] = {"const", "static", "struct", "union",    "enum", "unsigned",
                                        "int",   "char",   "void",   "volatile", "long", NULL};
    bool name = program_is_kind(program, at, TOKEN_NAME);
    bool star = program_is(program, at + 1, "*");
    return is_any(program, at, types) || (name && program_is_kind(program, at + 1, TOKEN_NAME)) ||
           (name && star && program_is_kind(program, at + 2, TOKEN_NAME) &&
            (program_is(program, at + 3, "=") || program_is(program, at + 3, ";")));
}

/* `f(…);` or `(void)f(…);` */
static bool is_call(const struct program *program, size_t first, size_t last)
{
    size_t at = first;
    if (program_is(program, at, "(") && program_is(program, at + 1, "void")) {
        at = program->partners[at] + 1;
    }
    return program_is_kind(program, at, TOKEN_NAME) && program_is(program, at + 1, "(") &&
           program->partners[at + 1] + 1 == last;
}

static bool is_assignment(const struct program *program, size_t first, size_t last)
{
    static const char *const signs[] = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", NULL};
    for (size_t i = first; i < last; i++) {
        if (is_any(program, i, signs)) {
            return true;
        }
        if (program->partners[i] != program->count && program->partners[i] > i) {
            i = program->partners[i];
        }
    }
    return false;
}

static size_t read_simple(struct program *program, size_t at, size_t block)
{
    static const char *const jumps[] = {"break", "continue", "goto", NULL};
    size_t last = find_semicolon(program, at);
    enum statement_kind kind = STATEMENT_EXPRESSION;
    if (program_is(program, at, "return")) {
        kind = STATEMENT_RETURN;
    } else if (is_any(program, at, jumps)) {
        kind = STATEMENT_JUMP;
    } else if (is_declaration(program, at)) {
        kind = STATEMENT_DECLARATION;
    } else if (is_call(program, at, last)) {
        kind = STATEMENT_CALL;
    } else if (is_assignment(program, at, last)) {
        kind = STATEMENT_ASSIGNMENT;
    }
    add(program, kind, at, block)->last = last;
    return last + 1;
}

static size_t read_block(struct program *program, size_t open, size_t block)
{
    size_t close = program->partners[open];
    add(program, STATEMENT_BLOCK, open, block)->last = close;
    for (size_t at = open + 1; at < close;) {
        at = read_statement(program, at, open);
    }
    return close + 1;
}

/* if, while, for and switch: a head in brackets, and an arm that may be any statement. */
static size_t read_headed(struct program *program, size_t at, size_t block)
{
    bool branch = program_is(program, at, "if");
    bool simple_head = branch || program_is(program, at, "while");
    size_t index = program->statement_count;
    struct statement *statement = add(program, branch ? STATEMENT_IF : STATEMENT_LOOP, at, block);
    statement->condition = simple_head ? at + 1 : program->count;
    size_t next = read_statement(program, program->partners[at + 1] + 1, program->count);
    if (branch && program_is(program, next, "else")) {
        next = read_statement(program, next + 1, program->count);
    }
    program->statements[index].last = next - 1;
    return next;
}

static size_t read_do(struct program *program, size_t at, size_t block)
{
    size_t index = program->statement_count;
    add(program, STATEMENT_LOOP, at, block);
    size_t next = read_statement(program, at + 1, program->count); /* now at its while */
    program->statements[index].condition = next + 1;
    program->statements[index].last = find_semicolon(program, next);
    return program->statements[index].last + 1;
}

/* Returns the token behind it. */
static size_t read_statement(struct program *program, size_t at, size_t block)
{
    static const char *const heads[] = {"if", "while", "for", "switch", NULL};
    if (at >= program->count) {
        return program->count;
    }
    if (program_is(program, at, "{")) {
        return read_block(program, at, block);
    }
    if (is_any(program, at, heads) && program_is(program, at + 1, "(")) {
        return read_headed(program, at, block);
    }
    if (program_is(program, at, "do")) {
        return read_do(program, at, block);
    }
    return read_simple(program, at, block);
}

void statements_find(struct program *program, size_t open)
{
    read_block(program, open, program->count);
}
