/* verdict_expect FILE EXPECTATION…: does the verdict in FILE (--format json) say what is expected?
 *
 * An expectation is PATH OPERATOR VALUE, one argument:
 *
 *     stages.build.status = fail
 *     checks[id=create-new].location.line = 12
 *     checks[status=timeout].observed ~ did not come back
 *     checks[0].status =~ ^(fail|crash)$
 *     leaks[kind=sysv-shm].id != null
 *     /environment.sandbox = reduced
 *
 * A path begins at the first exercise, or with a slash at the whole verdict. [N] is an element of an array,
 * [KEY=VALUE] the first element that has that value, [KEY~TEXT] the first that holds that text; * is
 * every element: one of them must meet the expectation. What is not there has the value "absent". ~ and
 * !~ ask whether the text is in the value, =~ whether the extended regular expression (regex(7)) matches.
 *
 * One line for each expectation that is not met; exit status 1 when there is one, 2 for a bad call.
 */
#include <jansson.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_MAX_BYTES = 256, TEXT_BYTES = 4096, BYTES_SHOWN = 3000 };

enum operator { EQUAL, DIFFERENT, HOLDS, HOLDS_NOT, MATCHES };

struct expectation {
    char path[PATH_MAX_BYTES];
    enum operator operator;
    const char *value;
};

static _Noreturn void give_up(const char *sentence, const char *about)
{
    fprintf(stderr, "verdict_expect: %s: %s\n", sentence, about);
    exit(2);
}

static struct expectation parse(const char *words)
{
    static const struct {
        const char *word;
        enum operator operator;
    } operators[] = {{" = ", EQUAL},
                     {" != ", DIFFERENT},
                     {" ~ ", HOLDS},
                     {" !~ ", HOLDS_NOT},
                     {" =~ ", MATCHES}};
    struct expectation expectation = {.value = NULL};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        const char *at = strstr(words, operators[i].word);
        if (at != NULL && (first == NULL || at < first)) {
            first = at;
            expectation.operator = operators[i].operator;
            expectation.value = at + strlen(operators[i].word);
        }
    }
    if (first == NULL || first - words >= PATH_MAX_BYTES) {
        give_up("no expectation", words);
    }
    memcpy(expectation.path, words, (size_t)(first - words));
    return expectation;
}

static void print_value(const json_t *value, char text[TEXT_BYTES])
{
    if (value == NULL) {
        snprintf(text, TEXT_BYTES, "absent");
    } else if (json_is_string(value)) {
        snprintf(text, TEXT_BYTES, "%s", json_string_value(value));
    } else {
        char *json = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        snprintf(text, TEXT_BYTES, "%s", json != NULL ? json : "?");
        free(json);
    }
}

static bool matches(const char *text, const char *pattern)
{
    regex_t expression;
    if (regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
        give_up("no regular expression", pattern);
    }
    bool matched = regexec(&expression, text, 0, NULL, 0) == 0;
    regfree(&expression);
    return matched;
}

static bool meets(const struct expectation *expectation, const json_t *value)
{
    char text[TEXT_BYTES];
    print_value(value, text);
    switch (expectation->operator) {
    case EQUAL:
        return strcmp(text, expectation->value) == 0;
    case DIFFERENT:
        return strcmp(text, expectation->value) != 0;
    case HOLDS:
        return strstr(text, expectation->value) != NULL;
    case HOLDS_NOT:
        return strstr(text, expectation->value) == NULL;
    case MATCHES:
        return matches(text, expectation->value);
    }
    return false;
}

/* "KEY=VALUE" or "KEY~TEXT" */
static json_t *find_element(const json_t *array, const char *selector)
{
    size_t key_length = strcspn(selector, "=~");
    char key[PATH_MAX_BYTES];
    char text[TEXT_BYTES];
    snprintf(key, sizeof key, "%.*s", (int)key_length, selector);
    const char *wanted = selector + key_length + 1;
    size_t index;
    json_t *element;
    json_array_foreach(array, index, element)
    {
        print_value(json_object_get(element, key), text);
        bool found =
            selector[key_length] == '=' ? strcmp(text, wanted) == 0 : strstr(text, wanted) != NULL;
        if (found) {
            return element;
        }
    }
    return NULL;
}

static bool check_path(const struct expectation *expectation, json_t *value, char *path);

static bool check_every(const struct expectation *expectation, json_t *array, const char *rest)
{
    size_t index;
    json_t *element;
    json_array_foreach(array, index, element)
    {
        char copy[PATH_MAX_BYTES];
        snprintf(copy, sizeof copy, "%s", rest);
        if (check_path(expectation, element, copy)) {
            return true;
        }
    }
    return false;
}

/* Walks one step of the path at a time; the path is written to. */
static bool check_path(const struct expectation *expectation, json_t *value, char *path)
{
    while (*path != '\0') {
        if (*path == '.') {
            path++;
        } else if (*path == '[') {
            char *end = strchr(path, ']');
            if (end == NULL) {
                give_up("no ] in", expectation->path);
            }
            *end = '\0';
            const char *selector = path + 1;
            path = end + 1;
            if (strcmp(selector, "*") == 0) {
                return check_every(expectation, value, path);
            }
            value = strpbrk(selector, "=~") != NULL
                        ? find_element(value, selector)
                        : json_array_get(value, strtoul(selector, NULL, 10));
        } else {
            size_t length = strcspn(path, ".[");
            char key[PATH_MAX_BYTES];
            snprintf(key, sizeof key, "%.*s", (int)length, path);
            value = json_object_get(value, key);
            path += length;
        }
    }
    return meets(expectation, value);
}

static void complain(const struct expectation *expectation, json_t *start)
{
    static const char *const operators[] = {"=", "!=", "~", "!~", "=~"};
    printf("not met: %s %s %s\n", expectation->path, operators[expectation->operator],
           expectation->value);
    /* What lies below the first name on the path, for whoever has to find out why. */
    char key[PATH_MAX_BYTES];
    const char *path = expectation->path + (expectation->path[0] == '/');
    snprintf(key, sizeof key, "%.*s", (int)strcspn(path, ".["), path);
    char *json = json_dumps(json_object_get(start, key), JSON_ENCODE_ANY | JSON_COMPACT);
    printf("    %s is %.*s\n", key, BYTES_SHOWN, json != NULL ? json : "absent");
    free(json);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        give_up("usage", "verdict_expect FILE EXPECTATION…");
    }
    json_error_t error;
    json_t *verdict = json_load_file(argv[1], 0, &error);
    if (verdict == NULL) {
        give_up(argv[1], error.text);
    }
    int status = EXIT_SUCCESS;
    for (int i = 2; i < argc; i++) {
        struct expectation expectation = parse(argv[i]);
        bool whole = expectation.path[0] == '/';
        json_t *start = whole ? verdict : json_array_get(json_object_get(verdict, "exercises"), 0);
        char path[PATH_MAX_BYTES];
        snprintf(path, sizeof path, "%s", expectation.path + whole);
        if (!check_path(&expectation, start, path)) {
            complain(&expectation, start);
            status = EXIT_FAILURE;
        }
    }
    json_decref(verdict);
    return status;
}
