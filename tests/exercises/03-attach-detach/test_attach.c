/* Attaching: to write, to read, not at all, and with no more rights than were asked for. */
#include "attach_detach_check.h"

#include "examiner/trace.h"

#include <sys/syscall.h>

#define LOOK_FIRST_BYTE "RETURN VALUE in shmop(2): hand on what shmat returns"
#define LOOK_READ_ONLY  "SHM_RDONLY in shmop(2): without it the right to write is asked for"

enum { PAGES_3 = 3 * 4096 };

static void expect_contents(const struct actor *actor, uint64_t address,
                            const unsigned char *contents, size_t size)
{
    static unsigned char seen[PAGES_3];
    expect_that(actor_read_memory(actor, address, seen, size), LOOK_SHMAT,
                "every byte of the segment to be readable from the returned address on",
                "a load there faults");
    expect_that(memcmp(seen, contents, size) == 0, LOOK_FIRST_BYTE,
                "the segment's contents from the returned address on",
                "other bytes are there: this is not the beginning of the segment");
}

static void store(const struct actor *actor, uint64_t address, char byte)
{
    expect_that(actor_write_memory(actor, address, &byte, 1),
                "SHM_RDONLY in shmop(2): only when read_only is true",
                "a store through the returned address to work",
                "it faults: the attachment is for reading only");
}

CHECK(attach_writable)
{
    static unsigned char contents[PAGES_3];
    struct actor *process = actor_spawn(NULL);
    expect_zero_to_do(make_zero(), process, &attach_call, ARGUMENTS(SHMID(0), BOOL(false)));
    int id = make_filled(PAGES_3, 0);
    int other = make_filled(100, 'o');
    for (size_t i = 0; i < PAGES_3; i++) {
        contents[i] = (unsigned char)(1 + check_random(255)); /* no byte that a new one has */
    }
    poke(id, contents, PAGES_3);
    check_situation("A segment of 12288 bytes that another process has filled exists, and one of "
                    "100 bytes. One process attaches the first twice and then the second.");

    uint64_t first = attach(process, id, false);
    uint64_t second = attach(process, id, false);
    uint64_t third = attach(process, other, false);
    expect_attachments(id, 2, "two attachments of the first segment, as it was attached twice");
    expect_contents(process, first, contents, PAGES_3);
    expect_contents(process, second, contents, PAGES_3);

    store(process, first, 'a');
    store(process, first + PAGES_3 - 1, 'z');
    store(process, third + 99, 'z');
    contents[0] = 'a';
    contents[PAGES_3 - 1] = 'z';
    expect_contents(process, second, contents, PAGES_3);
    static unsigned char seen[PAGES_3];
    peek(id, seen, PAGES_3);
    expect_that(memcmp(seen, contents, PAGES_3) == 0, LOOK_SHMAT,
                "what is stored through the address to be seen by other processes",
                "they do not see it: the memory is a copy");
    peek(other, seen, 100);
    expect_that(seen[99] == 'z', LOOK_SHMAT,
                "what is stored through the third address to be in the second segment",
                "it is not there");
}

CHECK(attach_read_only)
{
    static unsigned char contents[PAGES_3];
    struct actor *process = actor_spawn(NULL);
    int id = make_filled(PAGES_3, 'r');
    memset(contents, 'r', sizeof contents);
    check_situation("A segment of 12288 bytes with mode 0600 exists, filled by another process.");
    uint64_t address = attach(process, id, true);
    expect_contents(process, address, contents, PAGES_3);
    for (unsigned page = 0; page < 3; page++) {
        expect_that(!actor_write_memory(process, address + page * 4096, "w", 1),
                    "SHM_RDONLY in shmop(2); SHM_R is another thing, a permission bit of shmget(2)",
                    "a store through the returned address to fault, as read_only was true",
                    "a store in page %u worked: the attachment is writable", page + 1);
    }
}

/* What becomes of other functions when shmat fails: refuses_bad_arguments. */
static void attach_without_room(struct actor *process)
{
    struct fault no_room = {.number = SYS_shmat, .nth = 1, .error = ENOMEM};
    int id = make_filled(100, 0);
    check_situation("A segment of 100 bytes exists. The process has no room left in its address "
                    "space: shmat fails with ENOMEM.");
    struct reply reply =
        actor_call_with_fault(process, no_room, &attach_call, SHMID(id), BOOL(true));
    if (reply.injected && (reply.failed || reply.value == -1)) {
        expect_null(&reply, ENOMEM, ENOMEM, "shmop(2), ERRORS: errno is what shmat has set");
    }
}

CHECK(attach_failure_is_null)
{
    struct actor *process = actor_spawn(NULL);
    int gone = make_gone();
    check_situation("The segment shmid has been removed.");
    struct reply reply = actor_call(process, &attach_call, SHMID(gone), BOOL(false));
    expect_null(&reply, EINVAL, EIDRM, LOOK_GONE);
    reply = actor_call(process, &attach_call, SHMID(gone), BOOL(true));
    expect_null(&reply, EINVAL, EIDRM, LOOK_GONE);
    check_situation("No segment has the id -1.");
    reply = actor_call(process, &attach_call, INT(-1), BOOL(false));
    expect_null(&reply, EINVAL, EIDRM, LOOK_GONE);
    if (!check_under_valgrind()) {
        attach_without_room(process);
    }
}

static void use_what_may_be_read(struct actor *process, int id, const char *text)
{
    char buffer[100] = "";
    check_situation("A segment holds the text \"%s\". We own it, and its mode is 0400: we may read "
                    "it and not write.",
                    text);
    struct reply reply = actor_call(process, &attach_call, SHMID(id), BOOL(true));
    refuse_minus_one(&reply, "an address");
    expect_success(&reply, LOOK_READ_ONLY);
    reply = actor_call(process, &read_text_call, SHMID(id),
                       NAMED("buffer", BUFFER(buffer, sizeof buffer)), SIZE(sizeof buffer));
    expect_success(&reply, LOOK_READ_ONLY);
    expect_that(strncmp(buffer, text, sizeof buffer) == 0, "memcpy(3)", "the text of the segment",
                "another text came back");

    reply = actor_call(process, &attach_call, SHMID(id), BOOL(false));
    expect_null(&reply, EACCES, shmat_refusal(),
                "shmop(2), ERRORS: EACCES: no right, no attachment");
    reply = actor_call(process, &write_text_call, SHMID(id), TEXT("scribble"));
    expect_one_of_failures(&reply, EACCES, shmat_refusal(), "shmop(2), ERRORS: EACCES");
    expect_text(id, text, "shmop(2), ERRORS: EACCES",
                "the segment to be unchanged when it may not be written");
}

CHECK(read_only_rights)
{
    static const char text[] = "read me";
    struct actor *process = actor_spawn(NULL);
    int id = make_filled(100, 'x');
    poke(id, text, sizeof text);
    set_mode(id, 0400);
    use_what_may_be_read(process, id, text);
}
