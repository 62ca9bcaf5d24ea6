#include "sandbox/session_limits.h"

#include "sandbox/user_tasks.h"

#include <assert.h>
#include <pthread.h>
#include <sys/resource.h>

#define MEBIBYTE (1ULL << 20)

enum {
    THREAD_STACK_BYTES = 8 << 20,
    TASKS_IN_PLENTY = 4096, /* above that nobody is counted */
};

/* The least of memory is what a compiler may have (stage/tool.c), of the size of a file what shared memory may (the
 * manifests), of processor time what a process may have under Valgrind. */
static const struct {
    __rlimit_resource_t resource;
    rlim_t least;
    rlim_t unit;
    const char *what;
    const char *way;
} limits[SESSION_LIMITS] = {
    {RLIMIT_NOFILE, 256, 1, "open files", "ulimit -n 1024"},
    {RLIMIT_NPROC, 128, 1, "processes", "ulimit -u 1024"},
    {RLIMIT_AS, 2048 * MEBIBYTE, MEBIBYTE, "MiB of memory", "ulimit -v unlimited"},
    {RLIMIT_FSIZE, 64 * MEBIBYTE, MEBIBYTE, "MiB for a file", "ulimit -f unlimited"},
    {RLIMIT_CPU, 120, 1, "seconds of processor time", "ulimit -t unlimited"},
    {RLIMIT_STACK, MEBIBYTE, MEBIBYTE / 1024, "KiB for a stack", "ulimit -s 8192"},
    {RLIMIT_SIGPENDING, 64, 1, "signals that wait", "ulimit -i 1024"},
};

/* What a soft limit is raised to. The hard one is its ceiling for all but root. */
static bool raise_to(__rlimit_resource_t resource, struct rlimit limit, rlim_t least)
{
    limit.rlim_cur = least;
    limit.rlim_max = limit.rlim_max < least ? least : limit.rlim_max;
    return setrlimit(resource, &limit) == 0;
}

/* Threads take the limit that was there when the program began (pthread_attr_init(3)). */
static void widen_threads(void)
{
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) == 0) {
        (void)(pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES) == 0 &&
               pthread_setattr_default_np(&attributes) == 0);
        pthread_attr_destroy(&attributes);
    }
}

static bool raise_limit(size_t index, struct rlimit limit, rlim_t least)
{
    bool raised = raise_to(limits[index].resource, limit, least);
    if (raised && limits[index].resource == RLIMIT_STACK) {
        widen_threads();
    }
    return raised;
}

/* Processes are counted by user, with all that the user has running anyway. */
static rlim_t least_of(size_t index, rlim_t allowed)
{
    bool counted = limits[index].resource == RLIMIT_NPROC && allowed < TASKS_IN_PLENTY;
    return limits[index].least + (counted ? user_tasks_count() : 0);
}

bool session_limit_raise(size_t index, struct error *why)
{
    assert(index < SESSION_LIMITS);
    struct rlimit limit;
    if (getrlimit(limits[index].resource, &limit) != 0) {
        return true;
    }
    rlim_t least = least_of(index, limit.rlim_cur);
    if (limit.rlim_cur >= least || raise_limit(index, limit, least)) {
        return true;
    }
    return error_set(why,
                     "this session is allowed %llu %s, and grading needs %llu: %s in the shell, or "
                     "ask who has set "
                     "the limit",
                     (unsigned long long)(limit.rlim_max / limits[index].unit), limits[index].what,
                     (unsigned long long)(least / limits[index].unit), limits[index].way);
}

bool session_limits_raise(struct error *why)
{
    for (size_t i = 0; i < SESSION_LIMITS; i++) {
        if (!session_limit_raise(i, why)) {
            return false;
        }
    }
    return true;
}
