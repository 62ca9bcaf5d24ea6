/* A buffer that is too small: cut, refuse and keep, throw away. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void cut(const char *text)
{
    char small[4];
    int wanted = snprintf(small, sizeof small, "%s", text);
    printf("snprintf, %zu bytes: \"%s\", it returns %d\n", sizeof small,
           small, wanted);
}

static void refuse_and_keep(void)
{
    char exact[sizeof "/usr"], small[sizeof exact - 1];
    if (chdir("/usr") == -1) {
        err(1, "chdir");
    }
    const char *path = getcwd(small, sizeof small);
    printf("getcwd,   %zu bytes: %s\n", sizeof small,
           path == NULL && errno == ERANGE ? "ERANGE" : "a path");
    printf("getcwd,   %zu bytes: %s\n", sizeof exact,
           getcwd(exact, sizeof exact));
}

static void throw_away(void)
{
    int ends[2];
    char small[4], large[64];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == -1 ||
        send(ends[0], "one two", 7, 0) == -1) {
        err(1, "socketpair");
    }
    printf("recv,     %zu bytes: %zd of 7 came\n", sizeof small,
           recv(ends[1], small, sizeof small, 0));
    ssize_t rest = recv(ends[1], large, sizeof large, MSG_DONTWAIT);
    printf("recv,    %zu bytes: %s\n", sizeof large,
           rest == -1 && errno == EAGAIN ? "nothing is left" : "the rest");
    close(ends[0]);
    close(ends[1]);
}

int main(int argc, char *argv[])
{
    cut(argc > 1 ? argv[1] : "/usr");
    refuse_and_keep();
    throw_away();
    return 0;
}
