#include "grade/submission.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/root-of-the-workbook";
static char folder[] = "02-two", source[] = "two.c";
static char path[] = "/tmp/workbook-unit-submission-XXXXXX";

static const struct layout layout = { .root = root };
static const struct manifest manifest = { .folder = folder, .source = source };

static char *find(enum submission submission)
{
    struct grade_request request = { .layout = &layout, .submission = submission, .path = path };
    return submission_find(&request, &manifest);
}

Test(submission, fixed_places)
{
    AUTO_FREE char *own = find(SUBMISSION_WORKBOOK);
    AUTO_FREE char *solution = find(SUBMISSION_SOLUTIONS);
    AUTO_FREE char *file = find(SUBMISSION_FILE);
    cr_assert_str_eq(own, "/root-of-the-workbook/exercises/02-two/two.c");
    cr_assert_str_eq(solution, "/root-of-the-workbook/solutions/02-two/two.c");
    cr_assert_str_eq(file, path);
}

Test(submission, a_text_needs_no_file)
{
    struct grade_request request = {
        .layout = &layout, .submission = SUBMISSION_TEXT, .text = "int a;\n"};
    struct source read;
    submission_read(&request, &manifest, &read);
    cr_assert_eq(read.state, SOURCE_READ);
    cr_assert_str_eq(read.bytes, "int a;\n");
    cr_assert_eq(strlen(read.sha256), 64);
    source_finish(&read);
    request.text = "";
    submission_read(&request, &manifest, &read);
    cr_assert_eq(read.state, SOURCE_UNFIT, "as an empty file is");
    source_finish(&read);
    request = (struct grade_request){
        .layout = &layout, .submission = SUBMISSION_FILE, .path = "/no/such/file.c"};
    submission_read(&request, &manifest, &read);
    cr_assert_eq(read.state, SOURCE_MISSING);
    source_finish(&read);
}

static void touch(const char *name)
{
    FILE *created = fopen(name, "w");
    cr_assert_not_null(created);
    fclose(created);
}

Test(submission, a_folder_is_nested_or_flat)
{
    cr_assert_not_null(mkdtemp(path));
    AUTO_FREE char *nested_folder = memory_format("%s/02-two", path);
    AUTO_FREE char *nested = memory_format("%s/02-two/two.c", path);
    AUTO_FREE char *flat = memory_format("%s/two.c", path);
    AUTO_FREE char *none = find(SUBMISSION_DIR);
    cr_assert_str_eq(none, nested, "where it should be, when it is nowhere");
    touch(flat);
    AUTO_FREE char *second = find(SUBMISSION_DIR);
    cr_assert_str_eq(second, flat);
    cr_assert_eq(mkdir(nested_folder, 0700), 0);
    cr_assert_eq(symlink("/nowhere", nested), 0);
    AUTO_FREE char *third = find(SUBMISSION_DIR);
    cr_assert_str_eq(third, nested, "a link that leads nowhere is not overlooked");
    unlink(nested);
    unlink(flat);
    rmdir(nested_folder);
    rmdir(path);
}
