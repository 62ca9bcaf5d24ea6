/* A message from the student's process to a hidden test: every field of it may be a lie. */
#include "fuzz.h"

#include "examiner/actor_private.h"

#include <assert.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A message that is shorter than a reply is none, and nothing of it is read. */
static_assert(sizeof(struct wire_reply) == 2496,
              "the corpus holds replies of this size: make it anew");

static unsigned char output[WIRE_DATA_MAX];

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    int pair[2];
    struct wire_reply reply;
    FUZZ_REQUIRE(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0);
    struct actor actor = {.socket = pair[0]};
    FUZZ_REQUIRE(send(pair[1], bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)length);
    if (actor_receive(&actor, &reply, output)) {
        FUZZ_REQUIRE(length >= sizeof reply && reply.data_length == length - sizeof reply);
        FUZZ_REQUIRE(reply.frame_count <= WIRE_FRAMES_MAX);
        FUZZ_REQUIRE(reply.creation_count <= WIRE_CREATIONS_MAX);
        for (uint32_t i = 0; i < reply.creation_count; i++) {
            FUZZ_REQUIRE(strnlen(reply.creations[i].name, WIRE_OBJECT_NAME_MAX) <
                         WIRE_OBJECT_NAME_MAX);
        }
    }
    close(pair[0]);
    close(pair[1]);
    return 0;
}
