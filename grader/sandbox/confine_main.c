/* confine: limits itself for good, then becomes another program.
 *
 *     confine [OPTION…] -- PROGRAM [ARGUMENT…]
 *
 * It is the last of the trusted code in a process that will run the student's: bubblewrap has made
 * the namespaces (or could not: reduced mode), confine sets what a process can only set for itself,
 * in an order in which each step still allows the next: resource limits, no new privileges,
 * Landlock, seccomp (before which, for tests of the grader itself, adversity is put on). Valgrind
 * cannot pass the last two on to the program under it, so they must be in force before it starts.
 *
 * Exit status 41: the confinement failed and nothing ran.
 */
#include "sandbox/confine.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { EXIT_NOT_CONFINED = 41, FIRST_OTHER_DESCRIPTOR = 3 };

enum option_code {
    CPU = 1,
    MEMORY,
    PROCESSES,
    DESCRIPTORS,
    FILE_SIZE,
    KEEP,
    READ,
    WRITE,
    IDLE,
    DELAYS
};

static const struct option options_known[] = {
    {"cpu-s", required_argument, NULL, CPU},
    {"memory-kib", required_argument, NULL, MEMORY},
    {"processes", required_argument, NULL, PROCESSES},
    {"descriptors", required_argument, NULL, DESCRIPTORS},
    {"file-kib", required_argument, NULL, FILE_SIZE},
    {"keep", required_argument, NULL, KEEP},
    {"read", required_argument, NULL, READ},
    {"write", required_argument, NULL, WRITE},
    {"idle", no_argument, NULL, IDLE},
    {"delays", required_argument, NULL, DELAYS},
    {0},
};

static bool add_path(const char **paths, size_t *count, const char *path)
{
    if (*count == CONFINE_PATHS_MAX) {
        return false;
    }
    paths[(*count)++] = path;
    return true;
}

static bool take_option(struct confine_options *options, int code, const char *value)
{
    unsigned long number = value != NULL ? strtoul(value, NULL, 10) : 0;
    switch (code) {
    case CPU:
        options->cpu_s = number;
        return true;
    case MEMORY:
        options->memory_kib = number;
        return true;
    case PROCESSES:
        options->processes = number;
        return true;
    case DESCRIPTORS:
        options->descriptors = number;
        return true;
    case FILE_SIZE:
        options->file_kib = number;
        return true;
    case KEEP:
        options->keep = (int)number;
        return true;
    case READ:
        return add_path(options->readable, &options->readable_count, value);
    case WRITE:
        return add_path(options->writable, &options->writable_count, value);
    case IDLE:
        options->idle = true;
        return true;
    case DELAYS:
        options->delays = (int)number;
        return true;
    default:
        return false;
    }
}

static void close_between(int first, int end)
{
    for (int fd = first; fd < end; fd++) {
        close(fd);
    }
}

/* A compiler's sandbox has no /proc, which closefrom(3) reads where there is no close_range(2) (before Linux 5.9, under an
 * old container's filter): there all that this process may have is closed. */
static void close_from(int first)
{
    if (close_range((unsigned)first, ~0U, 0) != 0) {
        close_between(first, (int)sysconf(_SC_OPEN_MAX));
    }
}

/* All but the standard ones and these two, of which either may be -1. */
static void close_others(int a, int b)
{
    int low = a < b ? a : b;
    int high = a < b ? b : a;
    close_between(FIRST_OTHER_DESCRIPTOR, low);
    close_between(low < FIRST_OTHER_DESCRIPTOR ? FIRST_OTHER_DESCRIPTOR : low + 1, high);
    close_from(high < FIRST_OTHER_DESCRIPTOR ? FIRST_OTHER_DESCRIPTOR : high + 1);
}

static bool apply(const struct confine_options *options)
{
    return confine_set_limits(options) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           (!options->idle || confine_make_idle()) && confine_apply_landlock(options) &&
           (options->delays < 0 || confine_hand_over_calls(options->delays)) &&
           confine_load_filter();
}

int main(int argc, char **argv)
{
    struct confine_options options = {.keep = -1, .delays = -1, .descriptors = 256};
    int code;
    while ((code = getopt_long(argc, argv, "+", options_known, NULL)) != -1) {
        if (code == '?' || !take_option(&options, code, optarg)) {
            fputs("confine: bad option\n", stderr);
            return EXIT_NOT_CONFINED;
        }
    }
    if (optind == argc) {
        fputs("usage: confine [OPTION…] -- PROGRAM [ARGUMENT…]\n", stderr);
        return EXIT_NOT_CONFINED;
    }
    close_others(options.keep, options.delays);
    if (!apply(&options)) {
        return EXIT_NOT_CONFINED;
    }
    execvp(argv[optind], argv + optind);
    fprintf(stderr, "%s: %s\n", argv[optind], strerror(errno));
    return EXIT_NOT_CONFINED;
}
