/* bench_ring.c - items per second between two processes: the model solution of exercise 07 and
 * others, in one table.
 *
 *     bench-ring [ITEMS [ROUNDS]]          default 5000000 items, 9 rounds
 *
 * The contenders take turns, round by round, so that a busy spell of the machine meets all of them;
 * the table shows medians, and the median of the ratios within each round. Parent (producer) and
 * child (consumer) share one mapping and are pinned to two processors where two are allowed. The
 * clock runs from the moment both are ready until the consumer has the last item, and the consumer
 * checks every item.
 */
#include "contender.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS_MAX 99
#define CONTENDERS ((int)(sizeof(contenders) / sizeof(contenders[0])))

/* The first is the measure of the others. */
static const struct contender *const contenders[] = {
    &contender_model, &contender_ck, &contender_boost, &contender_pipe, &contender_memcpy,
};

int bench_one_processor;

void bench_yield(void)
{
    sched_yield();
}

struct start_line {
    _Alignas(64) atomic_int ready;
    _Alignas(64) atomic_int done;
};

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The first two processors we may use; true when there are two. */
static bool processors_find(int processor[2])
{
    cpu_set_t allowed;
    int found = 0;

    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0) {
        return false;
    }
    for (int i = 0; i < CPU_SETSIZE && found < 2; i++) {
        if (CPU_ISSET(i, &allowed)) {
            processor[found++] = i;
        }
    }
    return found == 2;
}

static void processor_pin(int processor)
{
    cpu_set_t one;

    if (bench_one_processor) {
        return;
    }
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    /* A refusal costs precision, not truth. */
    (void)sched_setaffinity(0, sizeof(one), &one);
}

static void *map_shared(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        perror("bench-ring: mmap");
        exit(3);
    }
    memset(memory, 0, size); /* page faults are not what we measure */
    return memory;
}

/* Items per second of one run. */
static double contender_run(const struct contender *contender, size_t item_size, uint64_t items,
                            const int processor[2])
{
    uint64_t count = items / contender->slowdown;
    size_t size = contender->size(item_size);
    void *memory = map_shared(size);
    struct start_line *line = map_shared(sizeof(*line));
    double start_s;
    double end_s;
    uint64_t wrong = 0;

    if (contender->init(memory, item_size) != 0) {
        perror(contender->name);
        exit(3);
    }
    if (contender->single_process) {
        start_s = now_s();
        wrong = contender->consume(memory, item_size, count);
        end_s = now_s();
    } else {
        pid_t consumer = fork();
        if (consumer == -1) {
            perror("bench-ring: fork");
            exit(3);
        }
        if (consumer == 0) {
            processor_pin(processor[1]);
            atomic_store(&line->ready, 1);
            wrong = contender->consume(memory, item_size, count);
            atomic_store(&line->done, 1);
            _exit(wrong != 0);
        }
        while (!atomic_load(&line->ready)) {
            bench_relax();
        }
        start_s = now_s();
        contender->produce(memory, item_size, count);
        while (!atomic_load(&line->done)) {
            bench_relax();
        }
        end_s = now_s();
        int status = 0;
        if (waitpid(consumer, &status, 0) != consumer || status != 0) {
            wrong = 1;
        }
    }
    if (contender->finish != NULL) {
        contender->finish(memory);
    }
    munmap(memory, size);
    munmap(line, sizeof(*line));
    if (wrong != 0) {
        fprintf(stderr, "bench-ring: %s delivered wrong items\n", contender->name);
        exit(1);
    }
    return (double)count / (end_s - start_s);
}

static int double_compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof(values[0]), double_compare);
    return count % 2 != 0 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void table_print(size_t item_size, uint64_t items, int rounds, const int processor[2])
{
    static double rate[CONTENDERS][ROUNDS_MAX];
    static double ratio[CONTENDERS][ROUNDS_MAX];

    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < CONTENDERS; i++) {
            /* Each round begins with another contender: none always follows the same neighbour's
             * heat and cache. */
            int which = (i + round) % CONTENDERS;
            rate[which][round] = contender_run(contenders[which], item_size, items, processor);
        }
    }
    /* Compared round by round, before the medians: neighbours in time had the same machine. */
    for (int i = 0; i < CONTENDERS; i++) {
        for (int round = 0; round < rounds; round++) {
            ratio[i][round] = rate[i][round] / rate[0][round];
        }
    }
    printf("\n%zu-byte items, ring of %d\n", item_size, BENCH_CAPACITY);
    printf("  %-20s %12s %12s %12s %10s\n", "", "median M/s", "lowest", "highest", "to model");
    for (int i = 0; i < CONTENDERS; i++) {
        double middle = median(rate[i], rounds);
        printf("  %-20s %12.2f %12.2f %12.2f %10.3f\n", contenders[i]->name, middle / 1e6,
               rate[i][0] / 1e6, rate[i][rounds - 1] / 1e6, median(ratio[i], rounds));
    }
}

static long argument_number(const char *text, long lowest, long highest)
{
    char *end;

    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < lowest || value > highest) {
        fprintf(stderr, "usage: bench-ring [ITEMS [ROUNDS]]   ITEMS from 1000, ROUNDS 1 to %d\n",
                ROUNDS_MAX);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    long items = argc > 1 ? argument_number(argv[1], 1000, 1000000000) : 5000000;
    int rounds = argc > 2 ? (int)argument_number(argv[2], 1, ROUNDS_MAX) : 9;
    int processor[2] = { 0, 0 };

    bench_one_processor = !processors_find(processor);
    processor_pin(processor[0]);
    if (bench_one_processor) {
        printf("one processor only: the two sides take turns, and the figures say little\n");
    } else {
        printf("processors %d and %d, %ld items (pipe: fewer), median of %d rounds\n",
               processor[0], processor[1], items, rounds);
    }
    table_print(sizeof(uint64_t), (uint64_t)items, rounds, processor);
    table_print(sizeof(struct item64), (uint64_t)items, rounds, processor);
    return 0;
}
