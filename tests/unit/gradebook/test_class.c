#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "class_fixture.h"
#include "gradebook/class_export.h"
#include "gradebook/class_stats.h"
#include "gradebook/csv_cell.h"
#include "gradebook/decide.h"

static struct gradebook *class;
static struct policy policy;
static struct text out;
static struct export_result result;

static void make_class(void)
{
    class_make();
    class = class_open(GRADEBOOK_MAKE);
    policy_make_default(&policy);
}

static void remove_class(void)
{
    text_finish(&out);
    gradebook_close(class);
    class_remove();
}

TestSuite(class, .init = make_class, .fini = remove_class);

static void add(const struct gradebook_student *student, char content, const char *first,
                const char *second)
{
    cr_assert(gradebook_record_student(class, student, &class_err));
    if (first != NULL) {
        AUTO_FREE char *json = class_verdict(first, second);
        class_record(class, student->id, content, content, CLASS_DEADLINE_MS, json);
    }
}

static bool write_format(const char *format, const char *assignment_id)
{
    const struct export_request request = {
        .gradebook = class, .policy = &policy, .title = "IPC", .assignment_id = assignment_id};
    text_clear(&out);
    result = (struct export_result){0};
    return export_format_find(format)->write(&request, &out, &result, &class_err);
}

static void decide_whole(const char *student, enum override_kind kind, int64_t hundredths)
{
    const struct gradebook_override override = {
        .kind = kind, .hundredths = hundredths, .who = "prof", .why = "so"};
    cr_assert(gradebook_decide(class, student, &override, &class_err), "%s", class_err.message);
}

Test(class, cells_are_text_and_never_formulas)
{
    static const char *const cells[][2] = {
        {"plain", "plain"},
        {"=1+1", "'=1+1"},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "'\t=1"},
        {"Hopper, Grace", "\"Hopper, Grace\""},
        {"a \"b\" c", "\"a \"\"b\"\" c\""},
        {"two\nlines", "\"two\nlines\""},
        {"=\"x\",1", "\"'=\"\"x\"\",1\""},
        {"bad \xff byte", "bad \xef\xbf\xbd byte"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        text_clear(&out);
        csv_append_text(&out, cells[i][0]);
        cr_assert_str_eq(text_string(&out), cells[i][1]);
    }
    static const struct {
        int64_t hundredths;
        const char *points;
    } points[] = {{0, "0"}, {1200, "12"}, {1250, "12.5"}, {1205, "12.05"}, {1, "0.01"}};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        text_clear(&out);
        csv_append_points(&out, points[i].hundredths);
        cr_assert_str_eq(text_string(&out), points[i].points);
    }
}

Test(class, csv_has_a_line_for_everybody)
{
    add(&(struct gradebook_student){.id = "ada", .name = "Ada", .section = "A, 1"}, 'a', "ppf",
        "pp");
    add(&(struct gradebook_student){.id = "cyd"}, 'c', NULL, NULL);
    cr_assert(write_format("csv", NULL), "%s", class_err.message);
    AUTO_FREE char *expected = memory_format(
        "id,name,email,section,state,earned,possible,01-first,02-second,attempts,submitted,"
        "late_percent,verdict,decided_by,why\n"
        "ada,Ada,,\"A, 1\",given,13,16,3,10,1,2026-11-20T22:59:00Z,0,%s,,\n"
        "cyd,,,,none,,16,,,0,,,,,\n",
        class_hash('a'));
    cr_assert_str_eq(text_string(&out), expected);
    cr_assert_eq(result.written, 2);
}

Test(class, csv_is_the_same_whoever_was_graded_first)
{
    add(&(struct gradebook_student){.id = "ada"}, 'a', "ppf", "pp");
    add(&(struct gradebook_student){.id = "bob"}, 'b', "ppp", "pf");
    cr_assert(write_format("csv", NULL));
    AUTO_FREE char *one_way = memory_copy_string(text_string(&out));
    gradebook_close(class);
    class_remove();
    make_class();
    add(&(struct gradebook_student){.id = "bob"}, 'b', "ppp", "pf");
    add(&(struct gradebook_student){.id = "ada"}, 'a', "ppf", "pp");
    cr_assert(write_format("csv", NULL));
    cr_assert_str_eq(text_string(&out), one_way);
}

Test(class, canvas_knows_who_is_excused_and_hears_nothing_of_who_has_no_mark)
{
    add(&(struct gradebook_student){.id = "ada", .name = "Lovelace, Ada", .canvas_id = "11"}, 'a',
        "ppp", "pp");
    add(&(struct gradebook_student){.id = "bob", .sis_id = "s2", .login = "bob"}, 'b', "fff", "ff");
    add(&(struct gradebook_student){.id = "cyd", .canvas_id = "13"}, 'c', NULL, NULL);
    add(&(struct gradebook_student){.id = "dee", .name = "Dee"}, 'd', "ppp", "pp");
    add(&(struct gradebook_student){.id = "eve", .canvas_id = "15"}, 'e', "!", "pp");
    decide_whole("bob", OVERRIDE_EXCUSED, 0);
    cr_assert(write_format("canvas", "77"), "%s", class_err.message);
    cr_assert_str_eq(text_string(&out), "Student,ID,SIS User ID,SIS Login ID,Section,IPC (77)\n"
                                        "    Points Possible,,,,,16\n"
                                        "\"Lovelace, Ada\",11,,,,16\n"
                                        "bob,,s2,bob,,EX\n");
    cr_assert_eq(result.written, 2);
    cr_assert_eq(result.unmarked, 2);
    cr_assert_eq(result.unmatched, 1);
}

Test(class, moodle_gets_numbers_up_to_100_alone)
{
    add(&(struct gradebook_student){.id = "ada", .email = "a@x.org"}, 'a', "ppp", "pf");
    add(&(struct gradebook_student){.id = "bob", .email = "b@x.org"}, 'b', "!", "ff");
    cr_assert(write_format("moodle", NULL), "%s", class_err.message);
    cr_assert_str_eq(text_string(&out), "Email address,IPC\na@x.org,11\n");
    cr_assert_eq(result.unmarked, 1);
    decide_whole("ada", OVERRIDE_POINTS, 10001);
    cr_assert_not(write_format("moodle", NULL));
    cr_assert_not_null(strstr(class_err.message, "points = 100"), "%s", class_err.message);
}

Test(class, json_says_who_decided_what)
{
    add(&(struct gradebook_student){.id = "ada"}, 'a', "ppp", "pf");
    decide_whole("ada", OVERRIDE_POINTS, 1250);
    cr_assert(write_format("json", NULL), "%s", class_err.message);
    static const char *const parts[] = {"\"format_version\": 1", "\"earned\": 12.5",
                                        "\"who\": \"prof\"", "\"why\": \"so\"",
                                        "\"status\": \"fail\""};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        cr_assert_not_null(strstr(text_string(&out), parts[i]), "%s", parts[i]);
    }
}

Test(class, numbers)
{
    AUTO_CLASS_STATS struct class_stats stats = {0};
    add(&(struct gradebook_student){.id = "ada"}, 'a', "ppp", "pp"); /* 16 of 16 */
    add(&(struct gradebook_student){.id = "bob"}, 'b', "ppf", "pf"); /*  8 */
    add(&(struct gradebook_student){.id = "cyd"}, 'c', "pff", "-");  /*  1 */
    add(&(struct gradebook_student){.id = "dee"}, 'd', "!", "pp");
    add(&(struct gradebook_student){.id = "eve"}, 'e', NULL, NULL);
    cr_assert(class_stats_make(&stats, class, &policy, &class_err), "%s", class_err.message);
    cr_assert_eq(stats.given, 3);
    cr_assert_eq(stats.states[MARK_UNGRADED], 1);
    cr_assert_eq(stats.states[MARK_NONE], 1);
    cr_assert_eq(class_stats_quantile(&stats, 0), 62);
    cr_assert_eq(class_stats_quantile(&stats, 50), 500);
    cr_assert_eq(class_stats_quantile(&stats, 100), 1000);
    cr_assert_eq(class_stats_mean(&stats), (1000 + 500 + 62) / 3);
    cr_assert_eq(stats.bins[0], 1);
    cr_assert_eq(stats.bins[5], 1);
    cr_assert_eq(stats.bins[9], 1);
    cr_assert_eq(stats.exercises[0].students, 3);
    cr_assert_eq(stats.exercises[0].full, 1);
    cr_assert_eq(stats.exercises[1].students, 2, "who did not hand it in is not counted");
    cr_assert_eq(stats.exercises[0].checks[2].missed, 2);
    cr_assert_eq(stats.exercises[0].checks[2].judged, 3);
}

Test(class, the_same_files_have_one_hash_in_any_order)
{
    const struct gradebook_file files[] = {{"a.c", "int a;\n", 7}, {"b.c", "int b;\n", 7}};
    const struct gradebook_file turned[] = {files[1], files[0]};
    const struct gradebook_file renamed[] = {{"c.c", "int a;\n", 7}, {"b.c", "int b;\n", 7}};
    char digits[3][GRADEBOOK_HASH_LENGTH + 1];
    gradebook_digest_files(files, 2, digits[0]);
    gradebook_digest_files(turned, 2, digits[1]);
    gradebook_digest_files(renamed, 2, digits[2]);
    cr_assert_str_eq(digits[0], digits[1]);
    cr_assert_str_neq(digits[0], digits[2]);
}
