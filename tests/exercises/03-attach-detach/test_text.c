/* Texts through a segment: there and back; and written where they just fit, or do not. */
#include "attach_detach_check.h"

#define LOOK_NO_REASON  "the header: there is no reason to fail; nobody has to be attached for it"
#define LOOK_TERMINATOR "strlen(3): the length does not count the terminator, the copy needs it"

enum { LONG_TEXT = 99999, LONG_SEGMENT = 25 * 4096 };

static char shared[BYTES_MAX]; /* what is in the segment */

/* Whether the text stands in the segment, and behind what was there. */
static bool is_appended(const char *older, const char *text)
{
    size_t length = strlen(older);
    return length > 0 && memcmp(shared, older, length) == 0 &&
           memcmp(shared + length, text, strlen(text)) == 0;
}

static void pass_text(struct actor *writer, struct actor *reader, int id, const char *text)
{
    static char buffer[LONG_SEGMENT];
    static char older[LONG_SEGMENT + 1];
    size_t length = strlen(text);
    struct shmid_ds before = {0};
    struct shmid_ds after = {0};
    kernel_stat_segment(id, &before);
    peek(id, older, LONG_SEGMENT);
    struct reply reply = actor_call(writer, &write_text_call, SHMID(id), TEXT(text));
    expect_success(&reply, LOOK_NO_REASON);
    expect_length(&reply, length, LOOK_TERMINATOR);
    peek(id, shared, LONG_SEGMENT);
    expect_that(memcmp(shared, text, length) == 0,
                strchr(text, '%') == NULL ? "memcpy(3), strcpy(3)"
                                          : "memcpy(3), strcpy(3); to printf(3) a text that is "
                                            "handed over as the format is an instruction",
                "the text at the beginning of the segment, in place of what was there", "%s",
                is_appended(older, text) ? "it was appended to the older text"
                                         : "the segment does not begin with the text");
    expect_that(shared[length] == '\0', LOOK_TERMINATOR,
                "the text to end with its terminator in the segment",
                "what was there before goes on right behind the text: no terminator was copied");
    memset(buffer, '#', sizeof buffer);
    reply =
        actor_call(reader, &read_text_call, SHMID(id), READ_BUFFER(buffer), SIZE(sizeof buffer));
    expect_success(&reply, LOOK_NO_REASON);
    expect_length(&reply, length, LOOK_TERMINATOR);
    expect_that(memcmp(buffer, text, length) == 0, "memcpy(3), strcpy(3)",
                "the text in the reader's buffer", "other bytes are there");
    expect_that(buffer[length] == '\0', LOOK_TERMINATOR,
                "the text to end with its terminator in the reader's buffer",
                "what the buffer held before goes on right behind the text");
    kernel_stat_segment(id, &after);
    expect_that(before.shm_perm.mode == after.shm_perm.mode,
                "shmctl(2): passing a text on needs neither IPC_SET nor SHM_LOCK",
                "the segment's permissions and flags (shm_perm.mode) to stay as they were",
                "they are 0%o now, they were 0%o", after.shm_perm.mode, before.shm_perm.mode);
}

static void expect_own_attachment(const struct actor *process, uint64_t address)
{
    char seen[6] = "";
    expect_that(actor_read_memory(process, address, seen, sizeof seen),
                "shmdt in shmop(2): detach what you have attached, and no more",
                "the caller's own attachment to stay", "it is gone");
    expect_that(memcmp(seen, "hello", sizeof seen) == 0, "shmat in shmop(2)",
                "the caller's own attachment to show the text", "it shows something else");
}

/* What is removed and attached still exists, for those who have its id. */
static void pass_after_removal(struct actor *writer, struct actor *reader)
{
    static const char look[] =
        "IPC_RMID in shmctl(2): a segment that is attached somewhere goes on "
        "existing; shmat(2) takes its id as before";
    char buffer[32] = "";
    int id = make_filled(100, 0);
    unsigned char *memory = enter(id, 0);
    kernel_remove_segment(id);
    check_situation("A segment was removed, and another process is still attached.");
    struct reply reply = actor_call(writer, &write_text_call, SHMID(id), TEXT("hello"));
    expect_success(&reply, look);
    reply =
        actor_call(reader, &read_text_call, SHMID(id), READ_BUFFER(buffer), SIZE(sizeof buffer));
    expect_success(&reply, look);
    expect_that(strcmp(buffer, "hello") == 0, look, "the text in the reader's buffer",
                "other bytes are there");
    shmdt(memory);
}

/* Too many attachments are a leak, and told as such; too few are wrong. */
static void keep_own_attachment(struct actor *process, int id)
{
    char buffer[32] = "";
    uint64_t address = attach(process, id, false);
    check_situation("The caller has attached the segment itself.");
    struct reply reply = actor_call(process, &write_text_call, SHMID(id), TEXT("hello"));
    expect_length(&reply, 5, LOOK_TERMINATOR);
    expect_own_attachment(process, address);
    reply =
        actor_call(process, &read_text_call, SHMID(id), READ_BUFFER(buffer), SIZE(sizeof buffer));
    expect_length(&reply, 5, LOOK_TERMINATOR);
    expect_own_attachment(process, address);
}

static void pass_by_zero(struct actor *writer, struct actor *reader)
{
    char buffer[32];
    int zero = make_zero();
    expect_zero_to_do(zero, writer, &write_text_call, ARGUMENTS(SHMID(0), TEXT("hello")));
    expect_zero_to_do(zero, reader, &read_text_call,
                      ARGUMENTS(SHMID(0), READ_BUFFER(buffer), SIZE(sizeof buffer)));
}

CHECK(text_round_trip)
{
    static char text[LONG_TEXT + 1];
    check_on_one_processor();
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    pass_by_zero(writer, reader);
    int id = make_filled(LONG_SEGMENT, 'x');
    poke(id, "an older text", sizeof "an older text");
    check_situation("A segment of 102400 bytes holds an older, longer text.");
    check_random_text(text, 5);
    pass_text(writer, reader, id, text);
    check_situation("The segment holds a shorter text.");
    check_random_text(text, 21);
    pass_text(writer, reader, id, text);
    check_random_text(text, LONG_TEXT);
    pass_text(writer, reader, id, text);
    check_situation("The segment holds a long text.");
    pass_text(writer, reader, id, "");
    pass_text(writer, reader, id, "Grüße");
    pass_text(writer, reader, id, "two\nlines\n");
    pass_text(writer, reader, id, "100 %d of it");
    check_situation("%s", "");
    pass_after_removal(writer, reader);
    keep_own_attachment(writer, id);
}

#define LOOK_FITS "the text's length with its terminator against shm_segsz"

/* Tells what became of the bytes from `from` on, which were all '.'. */
static void expect_dots(size_t from, size_t size, const char *expected)
{
    for (size_t i = from; i < whole_pages(size); i++) {
        expect_that(shared[i] == '.', "shm_segsz in shmctl(2): first compare, then copy", expected,
                    "byte %zu, %s the segment, was changed", i,
                    i < size ? "in" : "behind the end of");
    }
}

static void write_just_fitting(struct actor *writer, size_t size)
{
    static char text[BYTES_MAX];
    int id = make_filled(size, '.');
    check_situation("A segment has %zu bytes, and the text %zu characters.", size, size - 1);
    check_random_text(text, size - 1);
    struct reply reply = actor_call(writer, &write_text_call, SHMID(id), TEXT(text));
    expect_length(&reply, size - 1, "text and terminator fill the segment to its last byte");
    peek(id, shared, whole_pages(size));
    expect_that(memcmp(shared, text, size) == 0, "memcpy(3)",
                "the text and its terminator in the segment", "other bytes are there");
    expect_dots(size, size, "no byte behind the segment to be touched");
}

/* A text that does not fit was written all the same: how? */
static void tell_overflow(const struct reply *reply, size_t size, size_t length)
{
    bool behind =
        !is_filled_with((const unsigned char *)shared + size, whole_pages(size) - size, '.');
    check_fail(LOOK_FITS, "-1 with errno EMSGSIZE (Message too long)",
               "segment_write_text returned %lld%s", (long long)reply->value,
               behind && length == size ? ": the terminator lies behind the end of the segment"
               : behind                 ? ": it wrote behind the end of the segment, into the rest "
                                          "of its last page"
               : (size_t)reply->value < length ? ": it wrote a part of the text"
                                               : "");
}

static void write_too_long(struct actor *writer, size_t size, size_t length)
{
    static char text[BYTES_MAX];
    int id = make_filled(size, '.');
    check_situation("A segment has %zu bytes, and the text %zu characters.", size, length);
    check_random_text(text, length);
    struct reply reply = actor_call(writer, &write_text_call, SHMID(id), TEXT(text));
    if (!reply.failed) {
        peek(id, shared, whole_pages(size));
        tell_overflow(&reply, size, length);
    }
    expect_failure(&reply, EMSGSIZE, LOOK_FITS);
    peek(id, shared, whole_pages(size));
    expect_dots(0, size, "not a byte to be changed when the text does not fit");
}

CHECK(write_fits_or_fails)
{
    static const size_t sizes[] = {10, 4096, 5000};
    check_on_one_processor();
    struct actor *writer = actor_spawn(NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        write_just_fitting(writer, sizes[i]);
        write_too_long(writer, sizes[i], sizes[i] + 1);
        write_too_long(writer, sizes[i], sizes[i]);
        write_too_long(writer, sizes[i], sizes[i] + 10000);
    }
    write_just_fitting(writer, 1);
    write_too_long(writer, 1, 1);
}
