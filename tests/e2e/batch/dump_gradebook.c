/* dump_gradebook FILE: what a gradebook says of everybody, as lines that are the same however it came to be: no
 * times of grading, no durations, no numbers of rows. */
#include <inttypes.h>
#include <stdio.h>

#include "gradebook/gradebook_read.h"

static const char *or_none(const char *string)
{
    return string != NULL ? string : "-";
}

static void print_verdict(const struct verdict_summary *summary)
{
    for (size_t i = 0; i < summary->exercise_count; i++) {
        const struct exercise_summary *exercise = &summary->exercises[i];
        printf("    %s %s %" PRId64 "/%" PRId64 ":", exercise->name, status_name(exercise->status),
               exercise->score.earned_hundredths, exercise->score.possible_hundredths);
        for (size_t k = 0; k < exercise->check_count; k++) {
            printf(" %s=%s", exercise->checks[k].id, status_name(exercise->checks[k].status));
        }
        printf("\n");
    }
}

static bool print_attempt(struct gradebook *gradebook, const struct gradebook_attempt *attempt,
                          struct error *err)
{
    AUTO_GRADEBOOK_GRADINGS struct gradebook_gradings gradings = {0};
    AUTO_GRADEBOOK_FILES struct gradebook_files files = {0};
    if (!gradebook_read_gradings(gradebook, attempt->submission, &gradings, err) ||
        !gradebook_read_files(gradebook, attempt->submission, &files, err)) {
        return false;
    }
    printf("  at %" PRId64 " from %s content %s key %s problem %s gradings %zu\n",
           attempt->submitted_ms, or_none(attempt->origin), attempt->content_sha256,
           or_none(attempt->key), or_none(attempt->problem), gradings.count);
    for (size_t i = 0; i < files.count; i++) {
        printf("    file %s %zu\n", files.items[i].path, files.items[i].length);
    }
    print_verdict(&attempt->summary);
    return true;
}

static bool print_student(struct gradebook *gradebook, const char *id, struct error *err)
{
    AUTO_GRADEBOOK_RECORD struct gradebook_record record = {0};
    if (!gradebook_read_student(gradebook, id, &record, err)) {
        return false;
    }
    printf("%s\n", id);
    for (size_t i = 0; i < record.attempt_count; i++) {
        if (!print_attempt(gradebook, &record.attempts[i], err)) {
            return false;
        }
    }
    return true;
}

static bool print_all(const char *path, struct error *err)
{
    AUTO_GRADEBOOK struct gradebook *gradebook = NULL;
    AUTO_GRADEBOOK_IDS struct gradebook_ids ids = {0};
    bool printed = gradebook_open(path, GRADEBOOK_PRESENT, &gradebook, err) &&
                   gradebook_read_ids(gradebook, &ids, err);
    for (size_t i = 0; printed && i < ids.count; i++) {
        printed = print_student(gradebook, ids.items[i], err);
    }
    return printed;
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc != 2) {
        (void)fprintf(stderr, "usage: dump_gradebook FILE\n");
        return 2;
    }
    if (!print_all(argv[1], &err)) {
        (void)fprintf(stderr, "dump_gradebook: %s\n", err.message);
        return 1;
    }
    return 0;
}
