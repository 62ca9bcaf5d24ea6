#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/text.h"
#include "batch/handin.h"
#include "batch/platform.h"
#include "folder_fixture.h"
#include "gradebook/gradebook.h"

TestSuite(handin, .init = fixture_make, .fini = fixture_remove);

static char folder_one[] = "01-one";
static char source_one[] = "one.c";
static const struct manifest one = {.folder = folder_one, .source = source_one};
static const struct manifest *const exercises[] = {&one};

static void find(struct handins *handins)
{
    cr_assert(handins_find(fixture_folder, exercises, 1, handins, &fixture_err), "%s",
              fixture_err.message);
}

Test(handin, folders_archives_and_sources_are_students)
{
    fixture_make_folder("bob");
    fixture_write("ada.tar.gz", "");
    fixture_write("carl.c", "");
    fixture_write("readme.txt", "");
    fixture_write(".DS_Store", "");
    AUTO_HANDINS struct handins handins = {0};
    find(&handins);
    cr_assert_eq(handins.count, 3);
    cr_assert_str_eq(handins.items[0].person.id, "ada");
    cr_assert_str_eq(handins.items[1].person.id, "bob");
    cr_assert_str_eq(handins.items[2].person.id, "carl");
    cr_assert_eq(handins.stray_count, 1);
}

Test(handin, entries_of_one_student_are_one)
{
    fixture_make_folder("ada");
    fixture_write("ada.zip", "");
    fixture_write("x_LATE_12_3_one.c", "");
    fixture_write("x_12_4_two.c", "");
    AUTO_HANDINS struct handins handins = {0};
    find(&handins);
    cr_assert_eq(handins.count, 2);
    cr_assert_str_eq(handins.items[0].person.canvas_id, "12");
    cr_assert_eq(handins.items[0].entry_count, 2);
    cr_assert(handins.items[0].said_late);
    cr_assert_eq(handins.items[1].entry_count, 2);
}

Test(handin, gradescope_says_who_and_when)
{
    fixture_make_folder("submission_7");
    fixture_write("submission_metadata.yml",
                  "submission_7:\n  :submitters:\n  - :name: Ada Lovelace\n    :sid: '12'\n"
                  "    :email: ada@example.org\n  - :name: Bob\n    :email: bob@example.org\n"
                  "  :created_at: 1970-01-01 00:01:00.5 Z\n  :results:\n    :score: 3\n"
                  "submission_8:\n  :submitters:\n  - :name: Nobody\n");
    AUTO_HANDINS struct handins handins = {0};
    find(&handins);
    cr_assert_eq(handins.count, 1);
    cr_assert_str_eq(handins.items[0].person.name, "Ada Lovelace, Bob");
    cr_assert_str_eq(handins.items[0].person.email, "ada@example.org");
    cr_assert_str_eq(handins.items[0].person.sis_id, "12");
    cr_assert_eq(handins.items[0].submitted_ms, 60000);
}

/* Were each name put behind a copy of all before it, this would copy for minutes. */
Test(handin, a_group_of_a_whole_country, .timeout = 60)
{
    enum { MANY = 60000 };
    AUTO_TEXT struct text list = {0};
    AUTO_HANDINS struct handins handins = {0};
    text_append(&list, "submission_7:\n  :submitters:\n");
    for (int i = 0; i < MANY; i++) {
        text_append(&list, "  - :name: Ada\n");
    }
    (void)handins_get(&handins, "submission_7");
    cr_assert(platform_parse_gradescope("list.yml", text_string(&list), list.length, &handins,
                                        &fixture_err));
    const char *name = handins.items[0].person.name;
    cr_assert(strncmp(name, "Ada, Ada, ", 10) == 0 && strlen(name) < 2000);
}

Test(handin, a_list_that_is_no_yaml_is_refused)
{
    fixture_make_folder("submission_7");
    fixture_write("submission_metadata.yml", "a: [b\nc: }");
    struct handins handins;
    cr_assert_not(handins_find(fixture_folder, exercises, 1, &handins, &fixture_err));
    cr_assert_not_null(strstr(fixture_err.message, "submission_metadata.yml"));
}

Test(handin, links_are_nobodys)
{
    fixture_make_folder("ada");
    AUTO_FREE char *link = fixture_path("bob");
    cr_assert_eq(symlink("/etc", link), 0);
    AUTO_HANDINS struct handins handins = {0};
    find(&handins);
    cr_assert_eq(handins.count, 1);
    cr_assert_eq(handins.stray_count, 1);
}

Test(handin, hostile_names_stay_apart_and_harmless)
{
    fixture_write("a\n\033[31m.c", "");
    fixture_write("a\xff.c", "");
    fixture_write("a\xfe.c", "");
    AUTO_HANDINS struct handins handins = {0};
    find(&handins);
    cr_assert_eq(handins.count, 3);
    for (size_t i = 0; i < handins.count; i++) {
        cr_assert_null(strpbrk(handins.items[i].person.id, "\n\033\xff\xfe"));
    }
}

Test(handin, one_submission_is_no_class)
{
    struct handins handins;
    cr_assert_not(handins_find(fixture_folder, exercises, 1, &handins, &fixture_err));
    fixture_make_folder("01-one");
    cr_assert_not(handins_find(fixture_folder, exercises, 1, &handins, &fixture_err));
    cr_assert_not_null(strstr(fixture_err.message, "01-one"));
}
