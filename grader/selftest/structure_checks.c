#include "selftest/structure_parts.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* The hidden tests of one exercise, as far as they are read. */
struct tests {
    const struct examination *examination;
    bool *tested; /* one per check of the manifest */
};

/* The id of "CHECK(name)" and "CHECK_NATIVELY(name)" at the beginning of a line; owned. NULL: none. */
static char *read_check(const char *line)
{
    static const char *const marks[] = {"CHECK(", "CHECK_NATIVELY("};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strncmp(line, marks[i], strlen(marks[i])) == 0) {
            const char *name = line + strlen(marks[i]);
            char *id = memory_copy_bytes(name, strcspn(name, ") \t\n"));
            for (char *at = id; (at = strchr(at, '_')) != NULL;) {
                *at = '-';
            }
            return id;
        }
    }
    return NULL;
}

static void note_check(struct tests *tests, const char *file, unsigned line, const char *id)
{
    const struct manifest *manifest = tests->examination->bank->manifest;
    const struct manifest_check *check = manifest_find_check(manifest, id);
    if (check == NULL) {
        structure_fault(tests->examination, file, line,
                        "the manifest has no check '%s'; give it an entry there, or take this one "
                        "out",
                        id);
    } else {
        tests->tested[check - manifest->checks] = true;
    }
}

static void examine_file(struct tests *tests, const char *file)
{
    AUTO_FREE char *text = structure_read(tests->examination, file);
    unsigned line = 1;
    for (const char *at = text; at != NULL && *at != '\0'; line++) {
        AUTO_FREE char *id = read_check(at);
        if (id != NULL) {
            note_check(tests, file, line, id);
        }
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
}

/* As the build finds them: test_*.c (cmake/Exercise.cmake). */
static int is_test(const struct dirent *item)
{
    const char *dot = strrchr(item->d_name, '.');
    return strncmp(item->d_name, "test_", 5) == 0 && dot != NULL && strcmp(dot, ".c") == 0;
}

static void examine_tests(struct tests *tests, const char *folder)
{
    AUTO_FREE char *path = memory_format("%s/%s", tests->examination->root, folder);
    struct dirent **items;
    int count = scandir(path, &items, is_test, alphasort);
    for (int i = 0; i < count; i++) {
        AUTO_FREE char *file = memory_format("%s/%s", folder, items[i]->d_name);
        examine_file(tests, file);
        free(items[i]);
    }
    if (count >= 0) {
        free(items);
    }
}

/* Only a check of the behaviour has a test of its own: the others are judged from what the same tests
 * leave, under Valgrind and in the ledger. */
void structure_examine_checks(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE bool *tested = memory_allocate(manifest->check_count, sizeof *tested);
    AUTO_FREE char *folder = memory_format("tests/exercises/%s", manifest->folder);
    struct tests tests = {.examination = examination, .tested = tested};
    examine_tests(&tests, folder);
    for (size_t i = 0; i < manifest->check_count; i++) {
        if (manifest->checks[i].stage == STAGE_BEHAVIOUR && !tested[i]) {
            structure_fault(examination, folder, 0,
                            "no test_*.c has the check '%s' of the manifest; write a CHECK with "
                            "its name in underscores",
                            manifest->checks[i].id);
        }
    }
}
