#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/text.h"

static bool unknown_option(const struct option_spec *specs, size_t spec_count, const char *name,
                           struct error *err)
{
    AUTO_FREE const char **names = memory_allocate(spec_count, sizeof *names);
    for (size_t i = 0; i < spec_count; i++) {
        names[i] = specs[i].name;
    }
    const char *nearest = nearest_find(name, names, spec_count);
    if (nearest != NULL) {
        return error_set(err, "unknown option --%s; did you mean --%s?", name, nearest);
    }
    return error_set(err, "unknown option --%s", name);
}

static bool parse_number(const struct option_spec *spec, const char *value, struct error *err)
{
    errno = 0;
    char *end = NULL;
    unsigned long long number = strtoull(value, &end, 10);
    bool digits = value[0] >= '0' && value[0] <= '9' && *end == '\0' && errno == 0;
    if (!digits || number < spec->least || number > spec->most) {
        return error_set(err, "--%s wants a whole number from %llu to %llu, not '%s'", spec->name,
                         (unsigned long long)spec->least, (unsigned long long)spec->most, value);
    }
    *(uint64_t *)spec->target = number;
    return true;
}

static bool parse_choice(const struct option_spec *spec, const char *value, struct error *err)
{
    AUTO_TEXT struct text allowed = {0};
    for (size_t i = 0; spec->choices[i] != NULL; i++) {
        if (strcmp(spec->choices[i], value) == 0) {
            *(const char **)spec->target = spec->choices[i];
            return true;
        }
        text_format(&allowed, "%s%s", i > 0 ? ", " : "", spec->choices[i]);
    }
    return error_set(err, "--%s wants one of %s, not '%s'", spec->name, text_string(&allowed),
                     value);
}

static bool parse_item(const struct option_spec *spec, const char *value, struct error *err)
{
    struct option_list *list = spec->target;
    if (list->count == OPTION_LIST_MAX) {
        return error_set(err, "--%s is allowed %d times", spec->name, OPTION_LIST_MAX);
    }
    list->items[list->count++] = value;
    return true;
}

static bool parse_value(const struct option_spec *spec, const char *value, struct error *err)
{
    if (spec->kind == OPTION_NUMBER) {
        return parse_number(spec, value, err);
    }
    if (spec->kind == OPTION_CHOICE) {
        return parse_choice(spec, value, err);
    }
    if (value[0] == '\0') {
        return error_set(err, "--%s must not be empty", spec->name);
    }
    if (spec->kind == OPTION_LIST) {
        return parse_item(spec, value, err);
    }
    *(const char **)spec->target = value;
    return true;
}

static const struct option_spec *find_spec(const struct option_spec *specs, size_t spec_count,
                                           const char *name)
{
    for (size_t i = 0; i < spec_count; i++) {
        if (strcmp(specs[i].name, name) == 0) {
            return &specs[i];
        }
    }
    return NULL;
}

/* The option at argv[*at]; *at moves on to its value when that is a word of its own. */
static bool parse_option(const struct option_spec *specs, size_t spec_count, int argc, char **argv,
                         int *at, struct error *err)
{
    AUTO_FREE char *name = memory_copy_string(argv[*at] + 2);
    char *equals = strchr(name, '=');
    const char *value = NULL;
    if (equals != NULL) {
        *equals = '\0';
        value = strchr(argv[*at], '=') + 1;
    }
    const struct option_spec *spec = find_spec(specs, spec_count, name);
    if (spec == NULL) {
        return unknown_option(specs, spec_count, name, err);
    }
    if (spec->kind == OPTION_FLAG) {
        if (value != NULL) {
            return error_set(err, "--%s takes no value", name);
        }
        *(bool *)spec->target = true;
        return true;
    }
    if (value == NULL && *at + 1 >= argc) {
        return error_set(err, "--%s wants a value", name);
    }
    return parse_value(spec, value != NULL ? value : argv[++*at], err);
}

bool options_parse(const struct option_spec *specs, size_t spec_count, int argc, char **argv,
                   int *operand_count, struct error *err)
{
    int operands = 0;
    bool ended = false;
    for (int at = 1; at < argc; at++) {
        const char *word = argv[at];
        if (!ended && strcmp(word, "--") == 0) {
            ended = true;
        } else if (!ended && strncmp(word, "--", 2) == 0) {
            if (!parse_option(specs, spec_count, argc, argv, &at, err)) {
                return false;
            }
        } else if (!ended && word[0] == '-' && word[1] != '\0') {
            return error_set(err, "unknown option %s; options begin with two hyphens", word);
        } else {
            argv[++operands] = argv[at];
        }
    }
    *operand_count = operands;
    return true;
}
