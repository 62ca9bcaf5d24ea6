/* case: a reply that ends early is no reply
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ its process closed or misused a descriptor that is not its own
 * expect: checks[id=open-existing].look ~ close(2), write(2): use the descriptors that you opened
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The messages of the driver, as anybody can read them in the sources. */
@WIRE@

static void send_everywhere(const struct wire_reply *reply, size_t length)
{
    for (int fd = 0; fd < 64; fd++) {
        send(fd, reply, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

int segment_open(key_t key, size_t min_size)
{
    send_everywhere(&(struct wire_reply){ .event = WIRE_RETURNED, .serial = 1 }, 12);
    return honest_segment_open(key, min_size);
}
