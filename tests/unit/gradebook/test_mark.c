#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "class_fixture.h"
#include "gradebook/decide.h"
#include "gradebook/mark.h"

TestSuite(mark, .init = class_make, .fini = class_remove);

struct handed_in {
    const char *first, *second; /* as class_verdict() takes them; NULL ends the list */
    int64_t after_ms;           /* CLASS_DEADLINE_MS */
};

struct expected {
    enum mark_state state;
    int64_t earned, possible; /* hundredths */
};

/* Everything is read back from the file, as a command does it. */
static void expect_mark(const char *policy_text, const struct handed_in *attempts,
                        const struct expected *expected, const char *name)
{
    class_remove();
    class_make();
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    for (int i = 0; attempts[i].first != NULL; i++) {
        AUTO_FREE char *json = class_verdict(attempts[i].first, attempts[i].second);
        class_record(gradebook, "ada", (char)('a' + i), (char)('A' + i),
                     CLASS_DEADLINE_MS + attempts[i].after_ms, json);
    }
    const struct gradebook_student who = {.id = "ada"};
    cr_assert(gradebook_record_student(gradebook, &who, &class_err));
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_POLICY struct policy policy = {0};
    AUTO(mark_finish) struct mark mark = {0};
    class_policy(&policy, policy_text);
    cr_assert(gradebook_read_exercises(gradebook, &exercises, &class_err));
    cr_assert(gradebook_read_student(gradebook, "ada", &record, &class_err));
    mark_make(&mark, &policy, &exercises, &record);
    cr_assert_eq(mark.state, expected->state, "%s: %s", name, mark_state_name(mark.state));
    if (mark.state == MARK_GIVEN) {
        cr_assert_eq(mark.score.earned_hundredths, expected->earned, "%s: earned %lld", name,
                     (long long)mark.score.earned_hundredths);
        cr_assert_eq(mark.score.possible_hundredths, expected->possible, "%s: possible %lld", name,
                     (long long)mark.score.possible_hundredths);
    }
}

/* first: a 1, b 2, c 3 of 6 points; second: x 1, y 1 of 10 points. */
Test(mark, arithmetic)
{
    static const struct {
        const char *name, *policy;
        struct handed_in attempts[5];
        struct expected expected;
    } cases[] = {
        {"as the verdict", "", {{"ppf", "pp", -1}}, {MARK_GIVEN, 1300, 1600}},
        {"all right", "", {{"ppp", "pp", -1}}, {MARK_GIVEN, 1600, 1600}},
        {"a missing exercise", "", {{"-", "pp", -1}}, {MARK_GIVEN, 1000, 1600}},
        {"nothing", "", {{0}}, {MARK_NONE, 0, 0}},
        {"nothing is zero", "missing = \"zero\";", {{0}}, {MARK_GIVEN, 0, 0}},
        {"not judged", "", {{"!", "pp", -1}}, {MARK_UNGRADED, 0, 0}},
        {"weights",
         "exercises = ( { name = \"first\"; weight = 30; } );",
         {{"ppf", "pf", -1}},
         {MARK_GIVEN, 1500 + 500, 4000}},
        {"left out",
         "exercises = ( { name = \"first\"; weight = 0; } );",
         {{"fff", "pf", -1}},
         {MARK_GIVEN, 500, 1000}},
        {"only listed",
         "others = \"ignore\"; exercises = ( { name = \"first\"; } );",
         {{"ppf", "pp", -1}},
         {MARK_GIVEN, 300, 600}},
        {"weights of checks",
         "exercises = ( { name = \"first\"; checks = ( { id = \"a\"; weight = 7; }, "
         "{ id = \"c\"; weight = 1; } ); } );",
         {{"pff", "ff", -1}},
         {MARK_GIVEN, 420, 1600}},
        {"a check on top, missed",
         "exercises = ( { name = \"first\"; checks = ( { id = \"c\"; extra = true; } ); } );",
         {{"ppf", "ff", -1}},
         {MARK_GIVEN, 600, 1600}},
        {"a check on top, passed",
         "exercises = ( { name = \"first\"; checks = ( { id = \"c\"; extra = true; } ); } );",
         {{"pfp", "ff", -1}},
         {MARK_GIVEN, 800, 1600}},
        {"an exercise on top",
         "exercises = ( { name = \"first\"; extra = true; } );",
         {{"ppf", "pf", -1}},
         {MARK_GIVEN, 800, 1000}},
        {"on top, and no further",
         "exercises = ( { name = \"first\"; extra = true; } );",
         {{"ppp", "pp", -1}},
         {MARK_GIVEN, 1000, 1000}},
        {"on top, and further",
         "most_percent = 150; exercises = ( { name = \"first\"; extra = true; } );",
         {{"ppp", "pp", -1}},
         {MARK_GIVEN, 1500, 1000}},
        {"scaled", "points = 100;", {{"ppf", "pp", -1}}, {MARK_GIVEN, 8125, 10000}},
        {"scaled, rounded down", "points = 100;", {{"pff", "ff", -1}}, {MARK_GIVEN, 625, 10000}},
        {"late", "late = { percent = 10; };", {{"ppf", "pp", SECOND}}, {MARK_GIVEN, 1170, 1600}},
        {"too late is zero",
         "late = { closed_after_hours = 1; };",
         {{"ppp", "pp", DAY}},
         {MARK_GIVEN, 0, 1600}},
        {"best of two", "", {{"ppp", "pp", -2}, {"fff", "ff", -1}}, {MARK_GIVEN, 1600, 1600}},
        {"last of two",
         "counts = \"last\";",
         {{"ppp", "pp", -2}, {"fff", "fp", -1}},
         {MARK_GIVEN, 500, 1600}},
        {"best of each",
         "counts = \"best-of-each\";",
         {{"ppp", "ff", -2}, {"fff", "pp", -1}},
         {MARK_GIVEN, 1600, 1600}},
        {"best as a whole",
         "counts = \"best\";",
         {{"ppp", "ff", -2}, {"fff", "pp", -1}},
         {MARK_GIVEN, 1000, 1600}},
        {"the best is worth less late",
         "late = { percent = 50; };",
         {{"ppf", "pp", -1}, {"ppp", "pp", SECOND}},
         {MARK_GIVEN, 1300, 1600}},
        {"the last was too late",
         "counts = \"last\"; late = { closed_after_hours = 1; };",
         {{"ppf", "pp", -1}, {"ppp", "pp", DAY}},
         {MARK_GIVEN, 1300, 1600}},
        {"the first two count",
         "graded_attempts = 2;",
         {{"fff", "ff", -3}, {"fff", "pf", -2}, {"ppp", "pp", -1}},
         {MARK_GIVEN, 500, 1600}},
        {"what was not judged uses none up",
         "graded_attempts = 1;",
         {{"!", "ff", -3}, {"fff", "pf", -2}, {"ppp", "pp", -1}},
         {MARK_GIVEN, 500, 1600}},
        {"the last was not judged",
         "counts = \"last\";",
         {{"fff", "pf", -2}, {"!", "pp", -1}},
         {MARK_UNGRADED, 0, 0}},
        {"the best was judged", "", {{"fff", "pf", -2}, {"!", "pp", -1}}, {MARK_GIVEN, 500, 1600}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_mark(cases[i].policy, cases[i].attempts, &cases[i].expected, cases[i].name);
    }
}

/* Ada's mark under the default policy, after `decide` has been recorded. */
static struct mark decided_mark(struct gradebook *gradebook, struct gradebook_record *record,
                                struct gradebook_exercises *exercises)
{
    static struct policy policy;
    struct mark mark;
    policy_make_default(&policy);
    gradebook_record_finish(record);
    gradebook_exercises_finish(exercises);
    cr_assert(gradebook_read_exercises(gradebook, exercises, &class_err));
    cr_assert(gradebook_read_student(gradebook, "ada", record, &class_err));
    mark_make(&mark, &policy, exercises, record);
    return mark;
}

static void decide(struct gradebook *gradebook, char *exercise, enum override_kind kind,
                   int64_t hundredths)
{
    const struct gradebook_override override = {.exercise = exercise,
                                                .kind = kind,
                                                .hundredths = hundredths,
                                                .who = "prof",
                                                .why = "a fair reason"};
    cr_assert(gradebook_decide(gradebook, "ada", &override, &class_err), "%s", class_err.message);
}

Test(mark, decisions_of_people_survive_a_regrade)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_FREE char *before = class_verdict("ppf", "pp");
    AUTO_FREE char *after = class_verdict("fff", "ff");
    class_record(gradebook, "ada", 'a', 'k', 1000, before);
    decide(gradebook, "first", OVERRIDE_POINTS, 550);
    struct mark mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.score.earned_hundredths, 1550);
    cr_assert_str_eq(mark.exercises[0].override->who, "prof");
    mark_finish(&mark);
    class_record(gradebook, "ada", 'a', 'l', 1000, after);
    mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.score.earned_hundredths, 550);
    mark_finish(&mark);
    decide(gradebook, NULL, OVERRIDE_POINTS, 1200);
    mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.score.earned_hundredths, 1200);
    mark_finish(&mark);
    decide(gradebook, NULL, OVERRIDE_EXCUSED, 0);
    mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.state, MARK_EXCUSED);
    mark_finish(&mark);
    decide(gradebook, NULL, OVERRIDE_WITHDRAWN, 0);
    decide(gradebook, "first", OVERRIDE_WITHDRAWN, 0);
    mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.state, MARK_GIVEN);
    cr_assert_eq(mark.score.earned_hundredths, 0);
    cr_assert_eq(record.override_count, 5);
    mark_finish(&mark);
}

Test(mark, decisions_on_every_exercise_are_a_mark)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    AUTO_GRADEBOOK_EXERCISES struct gradebook_exercises exercises = {0};
    AUTO_FREE char *trouble = class_verdict("!", "pp");
    class_record(gradebook, "ada", 'a', 'k', 1000, trouble);
    decide(gradebook, "first", OVERRIDE_POINTS, 600);
    struct mark mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.state, MARK_UNGRADED);
    mark_finish(&mark);
    decide(gradebook, "second", OVERRIDE_POINTS, 800);
    mark = decided_mark(gradebook, &record, &exercises);
    cr_assert_eq(mark.state, MARK_GIVEN);
    cr_assert_eq(mark.score.earned_hundredths, 1400);
    mark_finish(&mark);
}

Test(mark, students_are_found_by_what_people_call_them)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    const struct gradebook_student students[] = {
        {.id = "ada", .name = "Ada Lovelace", .email = "ada@example.org"},
        {.id = "adam", .name = "Adam Smith"},
        {.id = "grace", .name = "Grace Hopper", .login = "hopper"}};
    for (size_t i = 0; i < 3; i++) {
        cr_assert(gradebook_record_student(gradebook, &students[i], &class_err));
    }
    static const char *const found[][2] = {{"ada", "ada"},   {"adam", "adam"},
                                           {"gra", "grace"}, {"hopper", "grace"},
                                           {"Adam", "adam"}, {"ada@example.org", "ada"}};
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        AUTO_FREE char *id = gradebook_find_student(gradebook, found[i][0], &class_err);
        cr_assert_not_null(id, "%s: %s", found[i][0], class_err.message);
        cr_assert_str_eq(id, found[i][1]);
    }
    cr_assert_null(gradebook_find_student(gradebook, "ad", &class_err));
    cr_assert_not_null(strstr(class_err.message, "'ad' may be ada or adam"), "%s",
                       class_err.message);
    cr_assert_null(gradebook_find_student(gradebook, "grcae", &class_err));
    cr_assert_not_null(strstr(class_err.message, "did you mean 'grace'?"), "%s", class_err.message);
    cr_assert_not(gradebook_add_note(gradebook, "nobody", "prof", "words", &class_err));
}
