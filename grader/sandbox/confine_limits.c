#include "sandbox/confine.h"

#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>

/* The hard limit may lie `more` above: between the two a signal tells what is the matter. */
static bool set_limits(__rlimit_resource_t resource, const char *name, rlim_t value, rlim_t more)
{
    if (setrlimit(resource, &(struct rlimit){value, value + more}) != 0) {
        perror(name);
        return false;
    }
    return true;
}

static bool set_limit(__rlimit_resource_t resource, const char *name, rlim_t value)
{
    return set_limits(resource, name, value, 0);
}

static bool set_limit_unless_zero(__rlimit_resource_t resource, const char *name, rlim_t value)
{
    return value == 0 || set_limit(resource, name, value);
}

/* As many as that, or half of what there may be anyway: without a user namespace the tests' own count too. */
static bool set_limit_or_half(__rlimit_resource_t resource, const char *name, rlim_t value)
{
    struct rlimit now;
    bool lower = getrlimit(resource, &now) == 0 && now.rlim_max / 2 < value;
    return set_limit(resource, name, lower ? now.rlim_max / 2 : value);
}

/* As many as that, or as there may be anyway: without a user namespace others of the user's are counted, of which some
 * may not be there. */
static bool set_limit_or_all(__rlimit_resource_t resource, const char *name, rlim_t value)
{
    struct rlimit now;
    bool lower = getrlimit(resource, &now) == 0 && now.rlim_max < value;
    return value == 0 || set_limit(resource, name, lower ? now.rlim_max : value);
}

/* Signals that wait to be delivered and timers (timer_create(2)) count as one. They are memory of the kernel's, and the
 * user's other programs have theirs. */
enum { SIGNALS_PENDING_MAX = 1024 };

bool confine_set_limits(const struct confine_options *options)
{
    return set_limit(RLIMIT_CORE, "RLIMIT_CORE", 0) &&
           set_limit_or_half(RLIMIT_SIGPENDING, "RLIMIT_SIGPENDING", SIGNALS_PENDING_MAX) &&
           (options->cpu_s == 0 || set_limits(RLIMIT_CPU, "RLIMIT_CPU", options->cpu_s, 1)) &&
           set_limit_unless_zero(RLIMIT_AS, "RLIMIT_AS", options->memory_kib * 1024) &&
           set_limit_or_all(RLIMIT_NPROC, "RLIMIT_NPROC", options->processes) &&
           set_limit_unless_zero(RLIMIT_NOFILE, "RLIMIT_NOFILE", options->descriptors) &&
           set_limit_unless_zero(RLIMIT_FSIZE, "RLIMIT_FSIZE", options->file_kib * 1024);
}

bool confine_make_idle(void)
{
    if (sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){0}) != 0) {
        perror("SCHED_IDLE");
        return false;
    }
    return true;
}
