/* Exercise 05: messages and their owners. */
#include "mailbox_checks.h"

static const char copy_look[] = "memcpy(3): the box holds a copy of the text and its terminator; "
                                "the sender's text may be gone by now";

/* The message is there, and it is the text that was sent: two things. */
static void expect_taken(struct actor *process, struct area *box, const struct letter *letter)
{
    char buffer[WIDE];
    memset(buffer, UNTOUCHED, sizeof buffer);
    struct reply reply = actor_call(process, &f_receive, AREA(box), BUFFER(buffer, sizeof buffer),
                                    SIZE(sizeof buffer), INT(PATIENT_MS));
    expect_success(&reply, turn_look);
    expect_text(buffer, sizeof buffer, letter->bytes, copy_look);
}

/* One message through a box that was just made. */
static void carry_one(struct actor *process, struct area *box)
{
    struct letter letter;
    letter_write(&letter, SHORT);
    expect_sent(process, box, &letter, turn_look);
    expect_taken(process, box, &letter);
}

CHECK(one_message)
{
    static const struct {
        int byte;
        const char *what;
    } memories[] = {
        {-1, "arbitrary bytes"}, {0xff, "bytes of 255"}, {1, "bytes of 1"}, {0, "zeros"}};
    struct actor *process = actor_spawn(NULL);
    struct area *box = box_map_new(process, "the mailbox");
    for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
        area_fill(box, memories[i].byte);
        check_situation("The memory of the mailbox held %s. (The memory of a text that is sent is "
                        "taken back after mailbox_send.)",
                        memories[i].what);
        box_init(process, box);
        if (i == 0) {
            expect_empty(process, box,
                         "mailbox_init: which value of the flag says that there is no message?");
        }
        carry_one(process, box);
    }
    expect_empty(process, box, "mailbox_receive empties the box: a message is received once");
    struct letter letter;
    letter_write(&letter, SHORT);
    check_situation("The memory of the mailbox held an earlier mailbox with an unread message.");
    expect_sent(process, box, &letter, turn_look);
    box_init(process, box);
    expect_empty(process, box, "mailbox_init: what is left of an earlier mailbox is no message");
    carry_one(process, box);
}

static const char shared_look[] =
    "mmap(2): the box lies at another address in each process. What is in the box is shared; "
    "static variables and pointers are not";

/* Each box has a message of its own, whoever made it and whoever looks. */
static void use_two_boxes(struct actor *writer, struct actor *reader, struct area *box)
{
    struct letter first;
    struct letter second;
    letter_write(&first, SHORT);
    letter_write(&second, SHORT);
    struct area *other = box_create(reader, "the second mailbox");
    area_map(other, writer);
    check_situation(
        "The same two processes use a second mailbox, which the reader has initialised.");
    expect_sent(writer, box, &first, shared_look);
    expect_sent(reader, other, &second, shared_look);
    expect_received(writer, other, second.bytes, shared_look);
    expect_received(reader, box, first.bytes, shared_look);
}

/* A process that comes later finds everything in the box. */
static void take_over(struct actor *writer, struct actor *reader, struct area *box)
{
    struct letter letter;
    letter_write(&letter, SHORT);
    check_situation("The writer sent a message and ended; a new process has mapped the box.");
    expect_sent(writer, box, &letter, shared_look);
    actor_exit(writer);
    struct actor *successor = actor_spawn("the new process");
    area_map(box, successor);
    expect_received(successor, box, letter.bytes, shared_look);
    letter_write(&letter, SHORT);
    expect_sent(successor, box, &letter, shared_look);
    expect_received(reader, box, letter.bytes, shared_look);
}

CHECK(two_processes)
{
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    struct area *box = box_create(writer, "the mailbox");
    area_map(box, reader);
    struct letter letter;
    for (int i = 0; i < 4; i++) {
        /* In the end the two change parts. */
        struct actor *sender = i < 3 ? writer : reader;
        struct actor *receiver = i < 3 ? reader : writer;
        check_situation("Two processes have mapped the box at different addresses; the writer has "
                        "initialised it.");
        letter_write(&letter, SHORT);
        expect_sent(sender, box, &letter, shared_look);
        expect_received(receiver, box, letter.bytes, shared_look);
    }
    use_two_boxes(writer, reader, box);
    take_over(writer, reader, box);
}

/* A send that begins while the box is full ends when the reader has made room. Whether it comes
 * first or the reader does is no matter. */
static void send_while_full(struct actor *writer, struct actor *reader, struct area *box,
                            const struct letter *unread)
{
    struct letter letter;
    letter_write(&letter, SHORT);
    check_situation(
        "The box is full; the writer sends once more, and then the reader takes the first "
        "message.");
    actor_start(writer, &f_send, AREA(box), LETTER(&letter), INT(2 * PATIENT_MS));
    expect_received(reader, box, unread->bytes, unread_look);
    struct reply reply = actor_wait(writer);
    expect_success(&reply, "mailbox_send waits until the box is empty, and then goes on");
    expect_received(reader, box, letter.bytes, unread_look);
}

CHECK(one_at_a_time)
{
    struct actor *writer = actor_spawn("the writer");
    struct actor *reader = actor_spawn("the reader");
    struct area *box = box_create(writer, "the mailbox");
    area_map(box, reader);
    struct letter letter;
    letter_write(&letter, SHORT);
    check_situation("The first message has not been received yet when the writer sends again.");
    expect_sent(writer, box, &letter, turn_look);
    expect_full(writer, box, unread_look);
    expect_received(reader, box, letter.bytes, unread_look);
    expect_empty(reader, box, "a send that failed with ETIMEDOUT has sent nothing");
    letter_write(&letter, SHORT);
    expect_sent(writer, box, &letter, "mailbox_send: an empty box takes the next message");
    /* Time that Valgrind needs would count as waiting. */
    if (!check_under_valgrind()) {
        send_while_full(writer, reader, box, &letter);
    }
}
