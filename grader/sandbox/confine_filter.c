#include "sandbox/confine.h"
#include "sandbox/confine_calls.h"

#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>

/* Since Linux 5.1 all architectures give a new call the same number. Those from here on that are not
 * allowed do not exist: a library that knows them knows kernels without them, and takes an older
 * call. Among them are clone3 and io_uring_setup. */
enum { FIRST_NEW_CALL = 424, LAST_NEW_CALL = 600 };

/* By number, of the new calls: libseccomp looks names up one by one, so each is asked for once. */
struct new_calls {
    bool allowed[LAST_NEW_CALL + 1];
};

static bool report(const char *what, int result)
{
    if (result != 0) {
        fprintf(stderr, "seccomp: %s: %s\n", what, strerror(-result));
    }
    return result == 0;
}

static bool allow_group(scmp_filter_ctx filter, const struct call_group *group,
                        struct new_calls *calls)
{
    for (const char *const *name = group->names; *name != NULL; name++) {
        int number = seccomp_syscall_resolve_name(*name);
        /* Negative: this architecture, or this libseccomp, has no such call. */
        if (number >= 0 && !report(*name, seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0))) {
            return false;
        }
        if (number >= FIRST_NEW_CALL && number <= LAST_NEW_CALL) {
            calls->allowed[number] = true;
        }
    }
    return true;
}

static bool allow_condition(scmp_filter_ctx filter, const struct call_condition *condition)
{
    int number = seccomp_syscall_resolve_name(condition->name);
    struct scmp_arg_cmp compare[2];
    unsigned count = 0;
    for (; count < 2 && condition->arguments[count].mask != 0; count++) {
        const struct call_argument *argument = &condition->arguments[count];
        compare[count] = (struct scmp_arg_cmp){argument->index, SCMP_CMP_MASKED_EQ, argument->mask,
                                               argument->value};
    }
    return number < 0 || report(condition->name, seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
                                                                        number, count, compare));
}

static bool deny_new_calls(scmp_filter_ctx filter, const struct new_calls *calls)
{
    for (int number = FIRST_NEW_CALL; number <= LAST_NEW_CALL; number++) {
        if (!calls->allowed[number] &&
            !report("a new call", seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), number, 0))) {
            return false;
        }
    }
    return true;
}

/* A call by another architecture's numbers (int $0x80, x32) would be compared with the wrong list:
 * that kills. The tree is for speed: every call of a confined program goes through the filter. */
static bool set_attributes(scmp_filter_ctx filter)
{
    return report("foreign calls",
                  seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS)) &&
           report("optimisation", seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2));
}

static bool build(scmp_filter_ctx filter)
{
    struct new_calls calls = {0};
    bool built = set_attributes(filter);
    for (size_t i = 0; i < confine_call_groups; i++) {
        built = built && allow_group(filter, &confine_calls[i], &calls);
    }
    for (size_t i = 0; i < confine_condition_count; i++) {
        built = built && allow_condition(filter, &confine_conditions[i]);
    }
    return built && deny_new_calls(filter, &calls);
}

bool confine_load_filter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL) {
        fputs("seccomp: out of memory\n", stderr);
        return false;
    }
    bool loaded = build(filter) && report("load", seccomp_load(filter));
    seccomp_release(filter);
    return loaded;
}
