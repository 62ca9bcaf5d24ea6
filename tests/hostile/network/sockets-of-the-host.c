/* case: no socket of the host can be connected to, by path or by abstract name
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status = fail
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

static int gets_through(void)
{
    static const char *const paths[] = { "/run/docker.sock", "/run/dbus/system_bus_socket",
                                         "/run/systemd/private", "/tmp/.X11-unix/X0" };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        if (connects(paths[i], strlen(paths[i]))) {
            return 1;
        }
    }
    return connects("\0/tmp/.X11-unix/X0", 18) || connects("\0/tmp/dbus", 10);
}

int segment_open(key_t key, size_t min_size)
{
    if (gets_through()) {
        return honest_segment_open(key, min_size);
    }
    errno = ENOSYS;
    return -1;
}
