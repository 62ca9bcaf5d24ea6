#include "class_fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

char class_folder[64];
char *class_path;
struct error class_err;

void class_make(void)
{
    strcpy(class_folder, "/tmp/workbook-test-class-XXXXXX");
    cr_assert_not_null(mkdtemp(class_folder));
    class_path = memory_format("%s/gradebook.db", class_folder);
}

void class_remove(void)
{
    AUTO_FREE char *command = memory_format("rm -rf '%s'", class_folder);
    cr_assert_eq(system(command), 0);
    free(class_path);
}

struct gradebook *class_open(enum gradebook_access access)
{
    struct gradebook *gradebook = NULL;
    cr_assert(gradebook_open(class_path, access, &gradebook, &class_err), "%s", class_err.message);
    return gradebook;
}

void class_policy(struct policy *policy, const char *settings)
{
    AUTO_FREE char *path = memory_format("%s/policy.cfg", class_folder);
    AUTO_FREE char *whole = memory_format("deadline = \"2026-11-20 22:59:00 Z\";\n%s", settings);
    cr_assert(file_write_atomic(path, whole, strlen(whole), &class_err));
    cr_assert(policy_load(path, policy, &class_err), "%s", class_err.message);
}

const char *class_hash(char letter)
{
    static char hashes[256][GRADEBOOK_HASH_LENGTH + 1];
    char *hash = hashes[(unsigned char)letter];
    memset(hash, letter, GRADEBOOK_HASH_LENGTH);
    return hash;
}

struct sample_check {
    const char *id;
    int weight;
    const char *stage;
};

static const char *status_of(char letter)
{
    return letter == 'p' ? "pass" : letter == 'f' ? "fail" : "skip";
}

static const char stages[] =
    "\"build\": {\"status\": \"pass\", \"duration_ms\": 0, \"message\": null}, "
    "\"behaviour\": {\"status\": \"skip\", \"duration_ms\": 0, \"message\": null}, "
    "\"memory\": {\"status\": \"skip\", \"duration_ms\": 0, \"message\": null}, "
    "\"leaks\": {\"status\": \"skip\", \"duration_ms\": 0, \"message\": null}, "
    "\"races\": {\"status\": \"skip\", \"duration_ms\": 0, \"message\": null}";

/* Appends the exercise and returns the hundredths that it earned. */
static int append_exercise(struct text *json, int number, const char *name, int possible,
                           const struct sample_check *checks, const char *outcome)
{
    bool judged = outcome[0] != '-' && outcome[0] != '!';
    int earned = 0;
    int counted = 0;
    bool passes = judged && strchr(outcome, 'f') == NULL;
    for (size_t i = 0; judged && outcome[i] != '\0'; i++) {
        earned += outcome[i] == 'p' ? checks[i].weight : 0;
        counted += outcome[i] != 's' ? checks[i].weight : 0;
    }
    int hundredths = counted > 0 ? possible * 100 * earned / counted : 0;
    text_format(json,
                "%s{\"number\": %d, \"name\": \"%s\", \"status\": \"%s\", \"score\": {\"earned\": "
                "%d.%02d, \"possible\": %d}, \"source_sha256\": null, \"duration_ms\": 0, "
                "\"diagnostics\": [], \"leaks\": [], \"stages\": {%s}, \"checks\": [",
                number > 1 ? ", " : "", number, name,
                outcome[0] == '-'   ? "missing"
                : outcome[0] == '!' ? "error"
                : passes            ? "pass"
                                    : "fail",
                hundredths / 100, hundredths % 100, possible, stages);
    for (size_t i = 0; checks[i].id != NULL; i++) {
        text_format(json,
                    "%s{\"id\": \"%s\", \"title\": \"does %s\", \"stage\": \"%s\", "
                    "\"status\": \"%s\", \"weight\": %d, \"did\": null, \"expected\": null, "
                    "\"observed\": null, \"look\": null, \"location\": null, "
                    "\"duration_ms\": 0}",
                    i > 0 ? ", " : "", checks[i].id, checks[i].id, checks[i].stage,
                    status_of(judged ? outcome[i] : 's'), checks[i].weight);
    }
    text_append(json, "]}");
    return hundredths;
}

char *class_verdict(const char *first, const char *second)
{
    static const struct sample_check firsts[] = {
        {"a", 1, "behaviour"}, {"b", 2, "behaviour"}, {"c", 3, "memory"}, {0}};
    static const struct sample_check seconds[] = {
        {"x", 1, "behaviour"}, {"y", 1, "behaviour"}, {0}};
    AUTO_TEXT struct text exercises = {0};
    int earned = append_exercise(&exercises, 1, "first", 6, firsts, first);
    earned += append_exercise(&exercises, 2, "second", 10, seconds, second);
    bool error = first[0] == '!' || second[0] == '!';
    return memory_format(
        "{\"format_version\": 1, \"grader\": {\"version\": \"1\"}, "
        "\"environment\": {\"sandbox\": null, \"compiler\": null, "
        "\"valgrind\": null, \"kernel\": null}, \"status\": \"%s\", \"score\": {\"earned\": "
        "%d.%02d, \"possible\": 16}, \"exercises\": [%s]}",
        error            ? "error"
        : earned == 1600 ? "pass"
                         : "fail",
        earned / 100, earned % 100, text_string(&exercises));
}

void class_record(struct gradebook *gradebook, const char *student, char content, char key,
                  int64_t submitted_ms, const char *json)
{
    static const struct gradebook_file file = {"first.c", "int x;\n", 7};
    const struct gradebook_student who = {.id = student};
    const struct gradebook_entry entry = {
        .student = &who,
        .content_sha256 = class_hash(content),
        .files = &file,
        .file_count = 1,
        .submitted_ms = submitted_ms,
        .origin = "class.zip",
        .key = class_hash(key),
        .json = json,
    };
    cr_assert(gradebook_record(gradebook, &entry, &class_err), "%s", class_err.message);
}
