#include <criterion/criterion.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "batch/roster.h"
#include "folder_fixture.h"
#include "gradebook/gradebook.h"

TestSuite(roster, .init = fixture_make, .fini = fixture_remove);

static bool read_roster(struct roster *roster, const char *csv)
{
    AUTO_FREE char *path = fixture_path("class.csv");
    fixture_write("class.csv", csv);
    return roster_read(path, roster, &fixture_err);
}

Test(roster, plain_titles)
{
    AUTO_ROSTER struct roster roster = {0};
    cr_assert(read_roster(&roster, "\xef\xbb\xbfID,Name,email,Submitted,shoe size\r\n"
                                   "a1,\"Lovelace, Ada\",ada@example.org,1970-01-01 00:01 Z,38\r\n"
                                   ",Bob,,,\r\n\r\n"));
    cr_assert_eq(roster.count, 2);
    cr_assert_str_eq(roster.rows[0].person.id, "a1");
    cr_assert_str_eq(roster.rows[0].person.name, "Lovelace, Ada");
    cr_assert_eq(roster.rows[0].submitted_ms, 60000);
    cr_assert_str_eq(roster.rows[1].person.id, "Bob");
    cr_assert_eq(roster.rows[1].submitted_ms, GRADEBOOK_TIME_UNKNOWN);
}

Test(roster, the_export_of_canvas)
{
    AUTO_ROSTER struct roster roster = {0};
    cr_assert(read_roster(&roster, "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (99)\n"
                                   "    Points Possible,,,,,10\n"
                                   "\"Lovelace, Ada\",77,S1,ada,A,\n"));
    cr_assert_eq(roster.count, 1);
    cr_assert_str_eq(roster.rows[0].person.id, "ada");
    cr_assert_str_eq(roster.rows[0].person.canvas_id, "77");
    cr_assert_str_eq(roster.rows[0].person.sis_id, "S1");
}

Test(roster, the_export_of_moodle)
{
    AUTO_ROSTER struct roster roster = {0};
    cr_assert(read_roster(&roster, "First name,Last name,ID number,Email address\n"
                                   "Ada,Lovelace,42,ada@example.org\n"));
    cr_assert_str_eq(roster.rows[0].person.name, "Ada Lovelace");
    cr_assert_str_eq(roster.rows[0].person.sis_id, "42");
    cr_assert_str_eq(roster.rows[0].person.id, "42");
}

Test(roster, what_spreadsheets_of_other_countries_write)
{
    AUTO_ROSTER struct roster roster = {0};
    cr_assert(read_roster(&roster,
                          "\xef\xbb\xbfid;name;\"e,mail\";submitted\r\n"
                          "\"a1\";\"Anna \r\n  Berg\";;2026-10-25T02:30:00+02:00\r\n"
                          "a2;\"Carl \"\"C.\"\" Gau\xc3\x9f\";;2026-10-25 02:30 +0100\r\n"));
    cr_assert_str_eq(roster.rows[0].person.name, "Anna Berg");
    cr_assert_str_eq(roster.rows[1].person.name, "Carl \"C.\" Gau\xc3\x9f");
    cr_assert_eq(roster.rows[1].submitted_ms - roster.rows[0].submitted_ms, 3600 * 1000,
                 "the hour that comes twice when summer ends");
    AUTO_ROSTER struct roster tabs = {0};
    cr_assert(read_roster(&tabs, "id\tname\nb\tBob; or, Robert\n"));
    cr_assert_str_eq(tabs.rows[0].person.name, "Bob; or, Robert");
}

Test(roster, faults_are_told)
{
    static const struct {
        const char *csv, *words;
    } cases[] = {
        {"shoe size\n38\n", "no title"},
        {"id\na\na\n", "twice"},
        {"id,submitted\na,yesterday\n", "yesterday"},
        {"id\n\"a\"b\n", "row"},
        {"id\n\"open\n", "row"},
        {"", "no title"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct roster roster;
        cr_assert_not(read_roster(&roster, cases[i].csv), "%s", cases[i].csv);
        cr_assert_not_null(strstr(fixture_err.message, cases[i].words), "%s", fixture_err.message);
    }
}

static void hand_in(struct handins *handins, const char *id, const char *name)
{
    struct handin *handin = handins_get(handins, id);
    handin->person.name = memory_copy_string(name);
    *memory_append(&handin->entries, &handin->entry_count) =
        (struct handin_entry){.name = memory_copy_string(id), .shown = memory_copy_string("")};
}

Test(roster, hand_ins_become_those_of_its_students)
{
    AUTO_ROSTER struct roster roster = {0};
    AUTO_HANDINS struct handins handins = {0};
    cr_assert(read_roster(&roster, "id,name,canvas_id\na,Ada,77\nb,Bob,\nc,Carl,\n"));
    hand_in(&handins, "77", "lovelaceada");
    hand_in(&handins, "123", "BOB");
    hand_in(&handins, "x", NULL);
    cr_assert(roster_apply(&roster, &handins, &fixture_err), "%s", fixture_err.message);
    cr_assert_str_eq(handins.items[0].person.id, "a");
    cr_assert_str_eq(handins.items[0].person.name, "Ada");
    cr_assert_str_eq(handins.items[1].person.id, "b");
    cr_assert(handins.items[2].not_in_roster);
    cr_assert_not(roster.rows[2].handed_in);
}

Test(roster, two_submissions_of_one_student_are_told)
{
    AUTO_ROSTER struct roster roster = {0};
    AUTO_HANDINS struct handins handins = {0};
    cr_assert(read_roster(&roster, "id,name\na,Ada\n"));
    hand_in(&handins, "a", NULL);
    hand_in(&handins, "17", "ada");
    cr_assert_not(roster_apply(&roster, &handins, &fixture_err));
}

Test(roster, of_two_students_of_one_name_none_is_taken)
{
    AUTO_ROSTER struct roster roster = {0};
    AUTO_HANDINS struct handins handins = {0};
    cr_assert(read_roster(&roster, "id,name\na,Anna Berg\nb,Anna Berg\nc,Carl\n"));
    hand_in(&handins, "11", "Anna Berg");
    hand_in(&handins, "12", "Anna Berg");
    hand_in(&handins, "b", "Anna Berg");
    cr_assert(roster_apply(&roster, &handins, &fixture_err), "%s", fixture_err.message);
    cr_assert_str_eq(handins.items[0].person.id, "11");
    cr_assert(handins.items[0].several_in_roster);
    cr_assert(handins.items[0].not_in_roster);
    cr_assert_str_eq(handins.items[2].person.id, "b", "an id is one's alone");
    cr_assert_not(handins.items[2].not_in_roster);
}

/* Each compared with all before it, these would take minutes. */
Test(roster, a_roster_of_a_whole_country, .timeout = 60)
{
    enum { MANY = 60000 };
    AUTO_TEXT struct text csv = {0};
    AUTO_ROSTER struct roster roster = {0};
    text_append(&csv, "id\n");
    for (int i = 0; i < MANY; i++) {
        text_format(&csv, "%d\n", i);
    }
    cr_assert(roster_parse("class.csv", text_string(&csv), csv.length, &roster, &fixture_err));
    cr_assert_eq(roster.count, MANY);
    text_append(&csv, "17\n");
    AUTO_ROSTER struct roster twice = {0};
    cr_assert_not(roster_parse("class.csv", text_string(&csv), csv.length, &twice, &fixture_err));
    cr_assert_not_null(strstr(fixture_err.message, "'17' is in it twice"));
}
