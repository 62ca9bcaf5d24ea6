/* case: no socket of the host can be connected to, by path or by abstract name
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
 * expect: stages.behaviour.status = fail
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].observed ~ ENOSYS
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connects(const char *name, size_t length)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    memcpy(address.sun_path, name, length);
    int connected = connect(fd, (struct sockaddr *)&address,
                            (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) == 0;
    close(fd);
    return connected;
}

/* proc_pid_net(5): the name is the last of a line, and begins with an @. */
static int connects_to_what_is_listed(void)
{
    char line[512];
    FILE *list = fopen("/proc/net/unix", "r");
    while (list != NULL && fgets(line, sizeof line, list) != NULL) {
        char *name = strrchr(line, ' ');
        if (name != NULL && name[1] == '@') {
            name[strcspn(name, "\n")] = '\0';
            size_t length = strlen(name + 1);
            name[1] = '\0';
            if (connects(name + 1, length)) {
                return 1;
            }
        }
    }
    if (list != NULL) {
        fclose(list);
    }
    return 0;
}

static int gets_through(void)
{
    static const char *const paths[] = { "/run/docker.sock", "/run/dbus/system_bus_socket",
                                         "/run/systemd/private", "/tmp/.X11-unix/X0" };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        if (connects(paths[i], strlen(paths[i]))) {
            return 1;
        }
    }
    return connects_to_what_is_listed() || connects("\0/tmp/.X11-unix/X0", 18) || connects("\0/tmp/dbus", 10);
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
