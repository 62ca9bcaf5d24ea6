#include "selftest/mutation/extents.h"

#include <string.h>

static bool is_any(const struct program *program, size_t at, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (program_is(program, at, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_keyword(const struct program *program, size_t at)
{
    static const char *const words[] = {"return", "sizeof", "case",   "else", "if",
                                        "while",  "for",    "switch", "do",   NULL};
    return is_any(program, at, words);
}

static bool is_type_word(const struct program *program, size_t at)
{
    static const char *const words[] = {"void",   "char", "short",  "int",   "long",
                                        "signed", "bool", "double", "float", "struct",
                                        "union",  "enum", NULL};
    if (!program_is_kind(program, at, TOKEN_NAME)) {
        return false;
    }
    const struct token *token = &program->tokens[at];
    return is_any(program, at, words) || program_is(program, at, "unsigned") ||
           program_is(program, at, "const") ||
           (at > 0 &&
            (program_is(program, at - 1, "struct") || program_is(program, at - 1, "enum"))) ||
           (token->end - token->begin > 2 && memcmp(program->text + token->end - 2, "_t", 2) == 0);
}

bool extent_is_cast(const struct program *program, size_t open)
{
    if (!program_is(program, open, "(") || (open > 0 && program_is(program, open - 1, "sizeof"))) {
        return false;
    }
    size_t close = program->partners[open];
    bool follows = program_is_kind(program, close + 1, TOKEN_NAME) ||
                   program_is_kind(program, close + 1, TOKEN_NUMBER) ||
                   program_is(program, close + 1, "(") || program_is(program, close + 1, "-") ||
                   program_is(program, close + 1, "~") || program_is(program, close + 1, "&");
    for (size_t i = open + 1; i < close; i++) {
        if (!is_type_word(program, i) && !program_is(program, i, "*")) {
            return false;
        }
    }
    return follows && close > open + 1;
}

bool extent_is_binary(const struct program *program, size_t at)
{
    if (at == 0) {
        return false;
    }
    switch (program->tokens[at - 1].kind) {
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_CHARACTER:
        return true;
    case TOKEN_NAME:
        return !is_keyword(program, at - 1) && !is_type_word(program, at - 1);
    case TOKEN_PUNCTUATOR:
        return program_is(program, at - 1, "]") ||
               (program_is(program, at - 1, ")") &&
                !extent_is_cast(program, program->partners[at - 1]));
    default:
        return false;
    }
}

static bool is_prefix(const struct program *program, size_t at)
{
    static const char *const signs[] = {"~", "!", "-", "+", "&", "*", "++", "--", NULL};
    return is_any(program, at, signs);
}

size_t extent_operand_last(const struct program *program, size_t at)
{
    while (is_prefix(program, at) || extent_is_cast(program, at) ||
           program_is(program, at, "sizeof")) {
        at = program_is(program, at, "(") ? program->partners[at] + 1 : at + 1;
    }
    if (program_is(program, at, "(")) {
        at = program->partners[at];
    }
    for (;;) {
        if (program_is(program, at + 1, "(") || program_is(program, at + 1, "[")) {
            at = program->partners[at + 1];
        } else if (program_is(program, at + 1, ".") || program_is(program, at + 1, "->")) {
            at += 2;
        } else {
            return at < program->count ? at : program->count - 1;
        }
    }
}

/* Back over calls, subscripts and members to the name at the beginning. */
static size_t primary_first(const struct program *program, size_t at)
{
    for (;;) {
        if (program_is(program, at, ")") || program_is(program, at, "]")) {
            at = program->partners[at];
            bool postfix = at > 0 && program->tokens[at - 1].kind == TOKEN_NAME &&
                           !is_keyword(program, at - 1);
            if (!postfix) {
                return at;
            }
            at--;
        } else if (at >= 2 &&
                   (program_is(program, at - 1, ".") || program_is(program, at - 1, "->"))) {
            at -= 2;
        } else {
            return at;
        }
    }
}

size_t extent_operand_first(const struct program *program, size_t at)
{
    at = primary_first(program, at);
    while (at > 0) {
        size_t before = at - 1;
        if (program_is(program, before, ")") &&
            extent_is_cast(program, program->partners[before])) {
            at = program->partners[before];
        } else if (program_is(program, before, "sizeof") ||
                   (is_prefix(program, before) && !extent_is_binary(program, before))) {
            at = before;
        } else {
            break;
        }
    }
    return at;
}

static bool ends_clause(const struct program *program, size_t at)
{
    static const char *const words[] = {"&&", "||", ";", ",", "?", ":", "=", "return", NULL};
    return is_any(program, at, words);
}

struct extent extent_clause_before(const struct program *program, size_t at)
{
    size_t first = at;
    while (first > 0 && !ends_clause(program, first - 1)) {
        size_t partner = program->partners[first - 1];
        if (partner != program->count && partner > first - 1) {
            break; /* an opening bracket */
        }
        first = partner != program->count ? partner : first - 1;
    }
    return (struct extent){first, at - 1};
}

struct extent extent_clause_behind(const struct program *program, size_t at)
{
    size_t last = at;
    while (last + 1 < program->count && !ends_clause(program, last + 1)) {
        size_t partner = program->partners[last + 1];
        if (partner != program->count && partner < last + 1) {
            break; /* a closing bracket */
        }
        last = partner != program->count ? partner : last + 1;
    }
    return (struct extent){at + 1, last};
}

size_t extent_item_last(const struct program *program, size_t at)
{
    size_t last = at;
    while (last < program->count) {
        size_t partner = program->partners[last];
        if (program_is(program, last, ",") || program_is(program, last, ";") ||
            (partner != program->count && partner < last)) {
            return last - 1;
        }
        last = partner != program->count ? partner + 1 : last + 1;
    }
    return program->count - 1;
}

/* The first colon behind `from` whose ? stands before it; end + 1 when there is none. */
static size_t find_colon(const struct program *program, size_t from, size_t end)
{
    size_t inner = 0;
    for (size_t i = from + 1; i <= end; i++) {
        if (program->partners[i] != program->count && program->partners[i] > i) {
            i = program->partners[i];
        } else if (program_is(program, i, "?")) {
            inner++;
        } else if (program_is(program, i, ":") && inner-- == 0) {
            return i;
        }
    }
    return end + 1;
}

bool extent_arms(const struct program *program, size_t at, struct extent *yes, struct extent *no)
{
    size_t end = extent_item_last(program, at + 1);
    size_t colon = find_colon(program, at, end);
    *yes = (struct extent){at + 1, colon - 1};
    *no = (struct extent){colon + 1, find_colon(program, colon, end) - 1};
    return colon <= end;
}
