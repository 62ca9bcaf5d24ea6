#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "class_fixture.h"
#include "database/statement.h"
#include "gradebook/gradebook_private.h"
#include "gradebook/verdict_summary.h"
#include "report/report_json.h"

TestSuite(gradebook, .init = class_make, .fini = class_remove);

static int64_t ask(struct gradebook *gradebook, const char *sql)
{
    AUTO_STATEMENT struct statement statement = {0};
    bool row = false;
    cr_assert(statement_prepare(&statement, gradebook->database, sql, &class_err), "%s",
              class_err.message);
    cr_assert(statement_next(&statement, &row, &class_err), "%s", class_err.message);
    cr_assert(row);
    return statement_integer(&statement, 0);
}

static bool has(struct gradebook *gradebook, char key)
{
    bool known = false;
    cr_assert(gradebook_has_verdict(gradebook, class_hash(key), &known, &class_err), "%s",
              class_err.message);
    return known;
}

Test(gradebook, is_made_for_who_writes_and_not_for_who_reads)
{
    struct gradebook *none = NULL;
    cr_assert_not(gradebook_open(class_path, GRADEBOOK_PRESENT, &none, &class_err));
    cr_assert_not_null(strstr(class_err.message, "there is no gradebook"));
    cr_assert_neq(access(class_path, F_OK), 0);
    gradebook_close(class_open(GRADEBOOK_MAKE));
    gradebook_close(class_open(GRADEBOOK_PRESENT));
}

Test(gradebook, refuses_what_is_no_gradebook_and_leaves_it)
{
    cr_assert(file_write_atomic(class_path, "my thesis, all of it\n", 21, &class_err));
    struct gradebook *none = NULL;
    cr_assert_not(gradebook_open(class_path, GRADEBOOK_MAKE, &none, &class_err));
    AUTO_FREE char *bytes = NULL;
    cr_assert(file_read(class_path, 100, &bytes, NULL, &class_err));
    cr_assert_str_eq(bytes, "my thesis, all of it\n");
}

Test(gradebook, uses_a_log_so_that_readers_need_not_wait_for_a_writer)
{
    AUTO_GRADEBOOK struct gradebook *writer = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *json = class_verdict("ppp", "pp");
    class_record(writer, "ada", 'a', 'k', 1000, json);
    cr_assert(database_begin(writer->database, &class_err));
    AUTO_GRADEBOOK struct gradebook *reader = class_open(GRADEBOOK_PRESENT);
    cr_assert_eq(ask(reader, "SELECT count(*) FROM attempt"), 1);
    database_roll_back(writer->database);
}

Test(gradebook, knows_a_verdict_by_its_key)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *json = class_verdict("ppf", "pp");
    cr_assert_not(has(gradebook, 'k'));
    class_record(gradebook, "ada", 'a', 'k', 1000, json);
    cr_assert(has(gradebook, 'k'));
    cr_assert_not(has(gradebook, 'l'));
    class_record(gradebook, "bob", 'a', 'k', 2000, NULL);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict"), 1);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM grading"), 2);
}

Test(gradebook, holds_what_is_said_twice_once)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *json = class_verdict("ppf", "pp");
    for (int i = 0; i < 3; i++) {
        class_record(gradebook, "ada", 'a', 'k', 1000, i == 0 ? json : NULL);
    }
    class_record(gradebook, "ada", 'a', 'k', 5000, NULL);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM student"), 1);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM submission"), 1);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM submission_file"), 1);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM attempt"), 2);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM grading"), 1);
}

/* With a roster that says when, without it, and with one that says otherwise. */
Test(gradebook, a_time_that_becomes_known_is_that_of_the_same_attempt)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *json = class_verdict("ppf", "pp");
    class_record(gradebook, "ada", 'a', 'k', GRADEBOOK_TIME_UNKNOWN, json);
    class_record(gradebook, "ada", 'a', 'k', 5000, NULL);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM attempt"), 1);
    class_record(gradebook, "ada", 'a', 'k', GRADEBOOK_TIME_UNKNOWN, NULL);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM attempt"), 1, "else it would be on time");
    cr_assert_eq(ask(gradebook, "SELECT submitted_ms FROM attempt"), 5000);
    class_record(gradebook, "ada", 'a', 'k', 9000, NULL);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM attempt"), 2);
}

Test(gradebook, keeps_every_grading_and_lets_the_newest_count)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *before = class_verdict("ppf", "pp");
    AUTO_FREE char *after = class_verdict("ppp", "pp");
    class_record(gradebook, "ada", 'a', 'k', 1000, before);
    class_record(gradebook, "ada", 'a', 'l', 1000, after);
    class_record(gradebook, "ada", 'a', 'k', 1000, NULL); /* the tests were put back */
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM grading"), 3);
    cr_assert_eq(ask(gradebook, "SELECT verdict FROM grading ORDER BY number DESC LIMIT 1"), 1);
}

Test(gradebook, replaces_a_verdict_of_the_graders_own_trouble)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *trouble = class_verdict("!", "pp");
    AUTO_FREE char *judged = class_verdict("ppp", "pp");
    class_record(gradebook, "ada", 'a', 'k', 1000, trouble);
    cr_assert_not(has(gradebook, 'k'));
    class_record(gradebook, "ada", 'a', 'k', 1000, judged);
    cr_assert(has(gradebook, 'k'));
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict"), 1);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict_check"), 5);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict_check WHERE status = 'pass'"), 5);
    class_record(gradebook, "ada", 'a', 'k', 1000, trouble); /* and never the other way */
    cr_assert(has(gradebook, 'k'));
}

Test(gradebook, leaves_skipped_checks_out_where_the_verdict_did)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *fast = class_verdict("pps", "pf"); /* c is Valgrind's */
    class_record(gradebook, "ada", 'a', 'k', 1000, fast);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict_check WHERE counts = 0"), 1);
    AUTO_FREE char *missing = class_verdict("-", "pp");
    class_record(gradebook, "bob", 'b', 'l', 1000, missing);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict_check WHERE counts = 0"), 1);
}

Test(gradebook, takes_no_json_that_is_no_verdict)
{
    static const char *const wrong[] = {
        "",
        "[]",
        "{\"format_version\": 2}",
        "{\"format_version\": 1}",
        "{\"format_version\": 1, \"status\": \"fine\"}",
        "{\"format_version\": 1, \"status\": \"pass\", \"score\": {\"earned\": -1, \"possible\": "
        "1}, \"exercises\": []}",
    };
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    const struct gradebook_student who = {.id = "ada"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct gradebook_entry entry = {.student = &who,
                                              .content_sha256 = class_hash('a'),
                                              .origin = "",
                                              .key = class_hash('k'),
                                              .json = wrong[i]};
        cr_assert_not(gradebook_record(gradebook, &entry, &class_err));
        cr_assert_not_null(strstr(class_err.message, "no verdict"), "%s", class_err.message);
    }
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM student"), 0);
}

Test(gradebook, keeps_what_is_known_of_a_student)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
    const struct gradebook_student full = {.id = "ada", .name = "Ada", .canvas_id = "77"};
    const struct gradebook_student less = {.id = "ada", .name = "Ada L."};
    cr_assert(gradebook_record_student(gradebook, &full, &class_err));
    cr_assert(gradebook_record_student(gradebook, &less, &class_err));
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM student WHERE name = 'Ada L.'"
                                " AND canvas_id = '77'"),
                 1);
}

Test(gradebook, takes_the_records_of_several_processes_at_once)
{
    enum { PROCESSES = 4, RECORDS = 25 };
    pid_t writers[PROCESSES];
    gradebook_close(class_open(GRADEBOOK_MAKE));
    for (int i = 0; i < PROCESSES; i++) {
        writers[i] = fork();
        if (writers[i] == 0) {
            struct gradebook *gradebook = class_open(GRADEBOOK_MAKE);
            AUTO_FREE char *json = class_verdict("ppf", "pp");
            for (int k = 0; k < RECORDS; k++) {
                class_record(gradebook, i % 2 == 0 ? "ada" : "bob", (char)('a' + k),
                             (char)('a' + k), 1000 + i, json);
            }
            gradebook_close(gradebook);
            _exit(0);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        cr_assert_eq(waitpid(writers[i], &status, 0), writers[i]);
        cr_assert_eq(status, 0);
    }
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_PRESENT);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM student"), 2);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM submission"), 2 * RECORDS);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM attempt"), PROCESSES * RECORDS);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM verdict"), RECORDS);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM grading"), 2 * RECORDS);
}

/* As an older version of the workbook left it: without decisions and notes. */
Test(gradebook, migrates_an_older_file_and_keeps_what_is_in_it)
{
    struct gradebook *older = class_open(GRADEBOOK_MAKE);
    AUTO_FREE char *json = class_verdict("ppf", "pp");
    class_record(older, "ada", 'a', 'k', 1000, json);
    static const char *const steps_back[] = {"DROP TABLE note", "DROP TABLE override",
                                             "PRAGMA user_version = 1"};
    for (size_t i = 0; i < sizeof steps_back / sizeof steps_back[0]; i++) {
        AUTO_STATEMENT struct statement statement = {0};
        cr_assert(statement_prepare(&statement, older->database, steps_back[i], &class_err));
        cr_assert(statement_run(&statement, &class_err), "%s", class_err.message);
    }
    gradebook_close(older);
    AUTO_GRADEBOOK struct gradebook *gradebook = class_open(GRADEBOOK_PRESENT);
    cr_assert_eq(ask(gradebook, "SELECT user_version FROM pragma_user_version"), 2);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM override"), 0);
    cr_assert_eq(ask(gradebook, "SELECT count(*) FROM attempt"), 1);
    cr_assert(has(gradebook, 'k'));
}

struct outcome {
    enum status memory, races;
    bool memory_asked, races_asked;
};

/* The points of an exercise whose behaviour is right, as model/verdict.h settles them and as the summary counts them. */
static void compare_points(const struct outcome *outcome)
{
    static struct manifest_check checks[] = {
        {.id = "right", .title = "is right", .stage = STAGE_BEHAVIOUR, .weight = 5},
        {.id = "clean", .title = "is clean", .stage = STAGE_MEMORY, .weight = 2},
        {.id = "no-races", .title = "has no race", .stage = STAGE_RACES, .weight = 3},
    };
    static const struct manifest manifest = {.number = 1,
                                             .name = "first",
                                             .folder = "01-first",
                                             .source = "first.c",
                                             .weight = 10,
                                             .checks = checks,
                                             .check_count = 3};
    AUTO_VERDICT struct verdict *verdict = verdict_create();
    AUTO_TEXT struct text json = {0};
    AUTO_VERDICT_SUMMARY struct verdict_summary summary = {0};
    AUTO_FREE char *compact = NULL;
    memory_set_string(&verdict->grader_version, "1");
    struct exercise_verdict *exercise = verdict_append_exercise(verdict, &manifest);
    exercise->stages[STAGE_BUILD].status = STATUS_PASS;
    exercise->stages[STAGE_MEMORY].not_asked = !outcome->memory_asked;
    exercise->stages[STAGE_RACES].not_asked = !outcome->races_asked;
    exercise->checks[0].status = STATUS_PASS;
    exercise->checks[1].status = outcome->memory;
    exercise->checks[2].status = outcome->races;
    exercise_verdict_settle(exercise);
    verdict_settle(verdict);
    report_json_write(verdict, NULL, &json);
    cr_assert(verdict_summary_read(&summary, text_string(&json), &compact, &class_err), "%s",
              class_err.message);
    int64_t passed = 0;
    int64_t counted = 0;
    for (size_t i = 0; i < 3; i++) {
        const struct check_summary *check = &summary.exercises[0].checks[i];
        counted += check->counts ? check->weight : 0;
        passed += check->counts && check->status == STATUS_PASS ? check->weight : 0;
    }
    cr_assert_eq(1000 * passed / counted, exercise->score.earned_hundredths,
                 "memory %s, races %s, asked %d %d", status_name(outcome->memory),
                 status_name(outcome->races), outcome->memory_asked, outcome->races_asked);
}

Test(gradebook, counts_what_the_verdict_counts)
{
    static const enum status statuses[] = {STATUS_PASS, STATUS_FAIL, STATUS_SKIP};
    for (int i = 0; i < 3 * 3 * 2 * 2; i++) {
        struct outcome outcome = {.memory = statuses[i % 3],
                                  .races = statuses[i / 3 % 3],
                                  .memory_asked = i / 9 % 2 == 0,
                                  .races_asked = i / 18 == 0};
        compare_points(&outcome);
    }
}
