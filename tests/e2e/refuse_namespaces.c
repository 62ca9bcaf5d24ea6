/* refuse_namespaces PROGRAM [ARGUMENT…]: runs a program on a machine that gives no namespaces, as under the
 * default filter of Docker: the kernel is the same, and the calls that make them fail with EPERM. */
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static const int refused[] = { SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount),
                                   SCMP_SYS(umount2), SCMP_SYS(pivot_root) };
    if (argc < 2) {
        fputs("usage: refuse_namespaces PROGRAM [ARGUMENT…]\n", stderr);
        return 2;
    }
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL) {
        return 2;
    }
    int result = 0;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(1), refused[i], 0);
    }
    /* clone3's flags lie in memory: without it the C library uses clone. */
    result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(38), SCMP_SYS(clone3), 0);
    result |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(1), SCMP_SYS(clone), 1,
                               SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER));
    if (result != 0 || seccomp_load(filter) != 0) {
        fputs("refuse_namespaces: the filter cannot be made\n", stderr);
        return 2;
    }
    seccomp_release(filter);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 2;
}
