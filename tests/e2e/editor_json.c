/* editor_json: the JSON files that editors read, as the tests need them.
 *
 *     editor_json parse FILE…            is each of them JSON?
 *     editor_json commands TASKS         the words of each task's command, a line each
 *     editor_json match TASKS < REPORT   what the problem matchers find: "file line column severity:
 *                                        message", as an editor would list it
 *
 * The expressions in tasks.json keep to what ECMAScript and POSIX have in common, so regcomp(3)
 * stands for the editor's.
 */
#include <jansson.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS = 8, LINE = 4096 };

static json_t *load(const char *path)
{
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        fprintf(stderr, "%s:%d:%d: %s\n", path, error.line, error.column, error.text);
        exit(1);
    }
    return root;
}

static void print_commands(const json_t *tasks)
{
    size_t index;
    json_t *task;
    json_array_foreach(json_object_get(tasks, "tasks"), index, task)
    {
        printf("%s", json_string_value(json_object_get(task, "command")));
        size_t number;
        json_t *word;
        json_array_foreach(json_object_get(task, "args"), number, word)
        {
            printf(" %s", json_string_value(word));
        }
        printf("\n");
    }
}

/* The group that `key` names, of a line that matched; nothing when there is none. */
static void print_group(const json_t *pattern, const char *key, const char *line,
                        const regmatch_t groups[GROUPS])
{
    json_int_t number = json_integer_value(json_object_get(pattern, key));
    if (number > 0 && number < GROUPS) {
        regmatch_t group = groups[number];
        printf("%.*s", (int)(group.rm_eo - group.rm_so), line + group.rm_so);
    }
}

static void match_line(const json_t *matcher, const char *line)
{
    const json_t *pattern = json_object_get(matcher, "pattern");
    const json_t *severity = json_object_get(matcher, "severity");
    regex_t expression;
    regmatch_t groups[GROUPS];
    if (regcomp(&expression, json_string_value(json_object_get(pattern, "regexp")), REG_EXTENDED) !=
        0) {
        fprintf(stderr, "an expression that is none\n");
        exit(1);
    }
    if (regexec(&expression, line, GROUPS, groups, 0) == 0) {
        print_group(pattern, "file", line, groups);
        printf(" ");
        print_group(pattern, "line", line, groups);
        printf(" ");
        print_group(pattern, "column", line, groups);
        printf(" ");
        print_group(pattern, "severity", line, groups);
        printf("%s: ", severity != NULL ? json_string_value(severity) : "");
        print_group(pattern, "message", line, groups);
        printf("\n");
    }
    regfree(&expression);
}

static void match_report(const json_t *tasks)
{
    char line[LINE];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        size_t index, number;
        json_t *task, *matcher;
        json_array_foreach(json_object_get(tasks, "tasks"), index, task)
        {
            json_array_foreach(json_object_get(task, "problemMatcher"), number, matcher)
            {
                match_line(matcher, line);
            }
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        json_t *root = load(argv[i]);
        if (strcmp(argv[1], "commands") == 0) {
            print_commands(root);
        } else if (strcmp(argv[1], "match") == 0) {
            match_report(root);
        }
        json_decref(root);
    }
    return 0;
}
