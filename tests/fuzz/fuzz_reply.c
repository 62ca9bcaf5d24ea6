/* A message from the student's process to a hidden test: every field of it may be a lie.
 *
 * The first byte of the input says what the others are: a message as it stands, or (odd) what is laid over a reply of
 * the right size and what comes behind it, so that all that reads a reply is reached whatever its size is today. */
#include "fuzz.h"

#include "examiner/actor_private.h"
#include "examiner/crash_text.h"
#include "examiner/ledger.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned char message[sizeof(struct wire_reply) + WIRE_DATA_MAX];
static unsigned char output[WIRE_DATA_MAX];

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Its length. */
static size_t make_message(const uint8_t *bytes, size_t length)
{
    const uint8_t *rest = bytes + (length > 0 ? 1 : 0);
    size_t rest_length = smaller(length - (size_t)(rest - bytes), sizeof message);
    struct wire_reply reply = {0};
    memcpy(message, rest, rest_length);
    if (length == 0 || bytes[0] % 2 == 0) {
        return rest_length;
    }
    size_t head = smaller(rest_length, sizeof reply);
    memcpy(&reply, rest, head);
    reply.data_length = (uint32_t)(rest_length - head);
    reply.frame_count %= WIRE_FRAMES_MAX + 2;
    reply.creation_count %= WIRE_CREATIONS_MAX + 2;
    memcpy(message, &reply, sizeof reply);
    return sizeof reply + reply.data_length;
}

static void require_words(const struct wire_reply *reply)
{
    char cause[CRASH_CAUSE_BYTES];
    int null = (int)(reply->overrun % 4) + CRASH_NO_ARGUMENT;
    crash_text_cause(reply, null, cause);
    FUZZ_REQUIRE(fuzz_is_printable(cause) && strlen(cause) < sizeof cause);
    FUZZ_REQUIRE(crash_text_look(reply, null)[0] != '\0');
}

static void require_objects(const struct wire_reply *reply)
{
    struct objects objects = {0};
    ledger_add_traits(&objects, reply->changed);
    ledger_add_memory(&objects, getpid(), reply);
    FUZZ_REQUIRE(objects.count <= 32 + WIRE_CREATIONS_MAX);
    objects_finish(&objects);
}

static void require_reply(const struct wire_reply *reply, size_t length)
{
    FUZZ_REQUIRE(length >= sizeof *reply && reply->data_length == length - sizeof *reply);
    FUZZ_REQUIRE(reply->frame_count <= WIRE_FRAMES_MAX);
    FUZZ_REQUIRE(reply->creation_count <= WIRE_CREATIONS_MAX);
    for (uint32_t i = 0; i < reply->creation_count; i++) {
        FUZZ_REQUIRE(strnlen(reply->creations[i].name, WIRE_OBJECT_NAME_MAX) <
                     WIRE_OBJECT_NAME_MAX);
    }
    require_words(reply);
    require_objects(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    int pair[2];
    struct wire_reply reply;
    size_t sent = make_message(bytes, length);
    FUZZ_REQUIRE(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0);
    struct actor actor = {.socket = pair[0]};
    FUZZ_REQUIRE(send(pair[1], message, sent, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)sent);
    if (actor_receive(&actor, &reply, output)) {
        require_reply(&reply, sent);
    }
    close(pair[0]);
    close(pair[1]);
    return 0;
}
