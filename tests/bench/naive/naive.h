/* How one would test an exercise without this grader: the student's file is linked with the tests.
 *
 * Each NN-name.c gives `calls`, an ordinary round through the functions of the exercise, and this header makes TESTS
 * tests of it: as Criterion tests, or (with -DPLAIN) as a program that forks for each. Both are baselines of
 * tests/bench/grader.sh and nothing else. */
#ifndef WORKBOOK_BENCH_NAIVE_H
#define WORKBOOK_BENCH_NAIVE_H

#include <stdbool.h>

static bool calls(void);

#ifdef PLAIN

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int failed = 0;
    for (int i = 0; i < TESTS; i++) {
        int status = 1;
        pid_t pid = fork();
        if (pid == 0) {
            exit(calls() ? EXIT_SUCCESS : EXIT_FAILURE);
        }
        waitpid(pid, &status, 0);
        failed += status != 0;
    }
    printf("%d of %d failed\n", failed, TESTS);
    return failed != 0;
}

#else

#include <criterion/criterion.h>

#define NAIVE_TEST(number)                                                                         \
    Test(naive, test_##number)                                                                     \
    {                                                                                              \
        cr_assert(number >= TESTS || calls());                                                     \
    }

NAIVE_TEST(0)
NAIVE_TEST(1)
NAIVE_TEST(2)
NAIVE_TEST(3)
NAIVE_TEST(4)
NAIVE_TEST(5)
NAIVE_TEST(6)
NAIVE_TEST(7)
NAIVE_TEST(8)
NAIVE_TEST(9)
#if TESTS > 10
NAIVE_TEST(10)
#endif
#if TESTS > 11
NAIVE_TEST(11)
#endif
#if TESTS > 12
NAIVE_TEST(12)
#endif
#if TESTS > 13
NAIVE_TEST(13)
#endif
#if TESTS > 14
NAIVE_TEST(14)
#endif

#endif
#endif
