/* case: a reply that ends early is no reply
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=crash].id = open-existing
 * expect: checks[id=open-existing].observed ~ its process closed or misused a descriptor that is not its own
 * expect: checks[id=open-existing].look ~ close(2), write(2): use the descriptors that you opened
 */
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The reply of the driver, as anybody can read it in the sources: protocol/wire.h. */
struct forged {
    uint32_t event;
    int32_t error, signal;
    uint32_t overrun;
    uint64_t value;
    uint8_t structure[16];
    uint64_t rest[4];
    uint32_t frame_count, creation_count;
    uint64_t frames[32];
    char creations[24][88];
    uint32_t data_length, reserved;
};

static void send_everywhere(const struct forged *reply, size_t length)
{
    for (int fd = 0; fd < 64; fd++) {
        send(fd, reply, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
}

int segment_open(key_t key, size_t min_size)
{
    send_everywhere(&(struct forged){ .event = 2 }, 12);
    return honest_segment_open(key, min_size);
}
