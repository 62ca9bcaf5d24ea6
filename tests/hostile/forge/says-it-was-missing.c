/* case: events that the driver never sends are observations like any other
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=fail].id = open-existing
 * expect: checks[id=open-existing].expected ~ a function of this name in your file
 * expect: checks[id=open-existing].observed ~ there is none
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
    (void)key;
    (void)min_size;
    send_everywhere(&(struct wire_reply){ .event = WIRE_MISSING, .serial = 1 }, sizeof(struct wire_reply));
    for (uint32_t event = 0; event < 12; event++) {
        send_everywhere(&(struct wire_reply){ .event = event, .serial = 1 }, sizeof(struct wire_reply));
    }
    return 0;
}
