/* Checks: what a hidden test is made of.
 *
 * A check is one promise of the contract. It spawns actors, calls the student's functions in them,
 * looks at the kernel's tables, and states what it expects. The first expectation that does not
 * hold ends the check; what goes to the grader has four parts: what we did, what we expected, what
 * happened, where to look. "What we did" writes itself from the calls that were made;
 * check_situation puts the story before it.
 *
 *     CHECK(create_is_exclusive)
 *     {
 *         struct actor *process = actor_spawn(NULL);
 *         key_t key = kernel_fresh_key();
 *         kernel_make_segment(key, 100, 0600);
 *         check_situation("A segment with this key exists already.");
 *         struct reply reply =
 *             actor_call(process, &segment_create, KEY(key), SIZE(100), MODE(0600));
 *         expect_failure(&reply, EEXIST, "shmget(2): IPC_CREAT | IPC_EXCL");
 *     }
 *
 * The id in the manifest is the name with dashes: create-is-exclusive. Messages must be the same in
 * every run: no addresses, process ids, inode numbers or measured times in them.
 *
 * Checks are Criterion tests. They run one after the other, each in a process of its own (runner.c),
 * with a fresh session to the zygote, and everything that a check leaves (actors, objects, files,
 * limits) is cleared away behind it.
 */
#ifndef WORKBOOK_EXAMINER_CHECK_H
#define WORKBOOK_EXAMINER_CHECK_H

#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct reply;

/* A check that runs natively and under Valgrind. */
#define CHECK(name) CHECK_IN(name, CHECK_EVERYWHERE)

/* A check that needs the student's code at full speed: it measures time or processor use, traces
 * system calls or single instructions, or kills processes. Not run under Valgrind. */
#define CHECK_NATIVELY(name) CHECK_IN(name, CHECK_NATIVE_ONLY)

enum check_where { CHECK_EVERYWHERE, CHECK_NATIVE_ONLY };

/* Tests run in the order of their names: CHECK_PLACE_name, which the build makes from
 * the manifest (cmake/Exercise.cmake), begins with the check's place there. */
#define CHECK_IN(name, where)                                                                      \
    static void check_##name(void);                                                                \
    CHECK_TEST(CHECK_PLACE_##name, #name, where, check_##name)                                     \
    static void check_##name(void)

#define CHECK_TEST(...) CHECK_TEST_EXPANDED(__VA_ARGS__)
#define CHECK_TEST_EXPANDED(place, id, where, body)                                                \
    static struct check check_entry_##place = {id, where, body};                                   \
    Test(workbook, place, .data = &check_entry_##place)                                            \
    {                                                                                              \
        check_run(&check_entry_##place);                                                           \
    }

/* What the runner finds in the data of a Criterion test. */
struct check {
    const char *name; /* the id with underscores */
    enum check_where where;
    void (*body)(void);
};

/* Runs a check and reports it. */
void check_run(const struct check *check);

/* True when the student's code runs under Valgrind, some fifty times slower. */
bool check_under_valgrind(void);

/* The test and the actors that it spawns from now on share one processor. Calls that wait for each
 * other, and single steps, are five times faster so; not for checks whose processes run side by
 * side. */
void check_on_one_processor(void);

/* A number below `bound`, from the seed of this run: hidden inputs that can be repeated. */
uint32_t check_random(uint32_t bound);

/* Text of `length` letters from check_random, terminated. `text` has length + 1 bytes. */
void check_random_text(char *text, size_t length);

/* Sets the sentences that stand before the calls in "what we did". Replaces earlier ones and
 * forgets the calls made until now. */
void check_situation(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct actor;

/* A finding that follows is about the call of this actor that is under way, though others may have come back
 * since: its function is where a learner is sent. Until the next call comes back. */
void check_look_at(const struct actor *actor);
/* The same of a call that has come back, perhaps not as the last one. */
struct function;
void check_look_at_function(const struct function *function);

/* Ends the check as failed. `expected` and `observed` are sentences or phrases. */
_Noreturn void check_fail(const char *look, const char *expected, const char *observed, ...)
    __attribute__((format(printf, 3, 4)));

/* Expectations about a call that came back. `look` names the man page section or the contract's
 * word. A call succeeds unless it returns -1, NULL, or 0 where its type is size_t. */
void expect_success(const struct reply *reply, const char *look);
void expect_failure(const struct reply *reply, int error, const char *look);
void expect_one_of_failures(const struct reply *reply, int error, int or_error, const char *look);
void expect_value(const struct reply *reply, int64_t value, const char *look);

/* An expectation about anything else: a fact that the test has looked up. */
#define expect_that(condition, look, expected, ...)                                                \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            check_fail((look), (expected), __VA_ARGS__);                                           \
        }                                                                                          \
    } while (0)

#endif
