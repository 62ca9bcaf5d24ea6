/* refuse_namespaces [--landlock-instead | --instead=CALL] PROGRAM [ARGUMENT…]: runs a program on a machine that gives no namespaces,
 * as under the default filter of Docker: the kernel is the same, and the calls that make them fail with EPERM.
 * With an option: on one that has them, and whose kernel has no Landlock, or not this system call. */
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int refuse_namespaces(scmp_filter_ctx filter)
{
    static const int refused[] = {SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount),
                                  SCMP_SYS(umount2), SCMP_SYS(pivot_root)};
    int result = 0;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(1), refused[i], 0);
    }
    /* clone3's flags lie in memory: without it the C library uses clone. */
    result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(38), SCMP_SYS(clone3), 0);
    return result | seccomp_rule_add(filter, SCMP_ACT_ERRNO(1), SCMP_SYS(clone), 1,
                                     SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER));
}

static int refuse_call(scmp_filter_ctx filter, const char *name)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(38), seccomp_syscall_resolve_name(name), 0);
}

/* The call that the option names; NULL: it is none. */
static const char *read_option(const char *word)
{
    static const char instead[] = "--instead=";
    if (strcmp(word, "--landlock-instead") == 0) {
        return "landlock_create_ruleset";
    }
    return strncmp(word, instead, strlen(instead)) == 0 ? word + strlen(instead) : NULL;
}

int main(int argc, char **argv)
{
    const char *call = argc > 1 ? read_option(argv[1]) : NULL;
    argv += call != NULL;
    argc -= call != NULL;
    if (argc < 2) {
        fputs(
            "usage: refuse_namespaces [--landlock-instead | --instead=CALL] PROGRAM [ARGUMENT…]\n",
            stderr);
        return 2;
    }
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL) {
        return 2;
    }
    int result = call != NULL ? refuse_call(filter, call) : refuse_namespaces(filter);
    if (result != 0 || seccomp_load(filter) != 0) {
        fputs("refuse_namespaces: the filter cannot be made\n", stderr);
        return 2;
    }
    seccomp_release(filter);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 2;
}
