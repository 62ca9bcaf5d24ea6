/* Ends of attachments and of segments. */
#include "attach_detach_check.h"

#include <sys/mman.h>

#define LOOK_SHMDT "shmdt in shmop(2)"

enum { SIZE_3_PAGES = 3 * 4096 };

static void expect_readable(const struct actor *actor, uint64_t address, char value)
{
    static unsigned char seen[SIZE_3_PAGES];
    expect_that(actor_read_memory(actor, address, seen, sizeof seen) &&
                    is_filled_with(seen, sizeof seen, (unsigned char)value),
                LOOK_SHMDT, "an attachment that was not detached to stay usable, whole",
                "its memory is gone, or holds something else");
}

/* No page of an attachment of three is left. */
static void expect_gone_from(const struct actor *actor, uint64_t address)
{
    char byte;
    bool begins = actor_read_memory(actor, address, &byte, 1);
    bool goes_on = actor_read_memory(actor, address + SIZE_3_PAGES - 1, &byte, 1);
    expect_that(!begins || !goes_on, LOOK_SHMDT,
                "the attachment to be gone from the process's memory", "it is still there, whole");
    expect_that(!begins && !goes_on, "shmdt in shmop(2): it knows the size, munmap(2) must be told",
                "the attachment to be gone from the process's memory, all three pages of it",
                "its %s page is gone, and its %s page is still there", begins ? "last" : "first",
                begins ? "first" : "last");
}

/* Addresses at which no attachment begins: they end none. */
static void detach_elsewhere(struct actor *process, int id, uint64_t address)
{
    char elsewhere[64] = "";
    check_situation("A process has attached a segment of 12288 bytes at address.");
    struct reply reply =
        actor_call(process, &detach_call, NAMED("address + 1", ADDRESS(address + 1)));
    expect_failure(&reply, EINVAL, "shmdt in shmop(2): the address that shmat returned, as it was");
    reply = actor_call(process, &detach_call, NAMED("address + 4096", ADDRESS(address + 4096)));
    expect_failure(&reply, EINVAL, "shmdt in shmop(2): the address that shmat returned, as it was");
    reply = actor_call(process, &detach_call,
                       NAMED("a pointer to other memory", BUFFER(elsewhere, sizeof elsewhere)));
    expect_failure(&reply, EINVAL, LOOK_SHMDT);
    expect_attachments(id, 1, "the attachment to be there after the calls that failed");
    expect_readable(process, address, 'd');
}

/* Memory that begins at a page, as an attachment does, and is none. */
static void detach_other_memory(struct actor *process)
{
    static const struct function mmap_call = {"mmap", RETURNS_POINTER, LEAVES_ANYTHING};
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char byte;
    struct reply reply = actor_call(process, &mmap_call, NULL_POINTER, SIZE(page), INT(PROT_READ),
                                    INT(MAP_SHARED | MAP_ANONYMOUS), INT(-1), SIZE(0));
    if (reply.failed) {
        return;
    }
    uint64_t address = (uint64_t)reply.value;
    check_situation("A process has memory of its own at address, from mmap(2): no segment.");
    reply = actor_call(process, &detach_call, NAMED("address", ADDRESS(address)));
    expect_failure(&reply, EINVAL, "shmdt in shmop(2): it ends attachments and nothing else");
    expect_that(actor_read_memory(process, address, &byte, 1),
                "shmdt in shmop(2): it ends attachments and nothing else",
                "memory that is no attachment to stay", "it is gone");
}

/* Attachments of one page each; where the kernel has put two side by side, the first of them ends. */
static void detach_neighbour(struct actor *process)
{
    enum { ATTACHMENTS = 4 };
    uint64_t addresses[ATTACHMENTS];
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int id = make_filled(page, 'n');
    check_situation("A process has attached a segment of one page four times.");
    for (size_t i = 0; i < ATTACHMENTS; i++) {
        addresses[i] = attach(process, id, false);
    }
    for (size_t i = 0; i + 1 < ATTACHMENTS; i++) {
        char byte = 0;
        if (addresses[i + 1] + page != addresses[i]) {
            continue;
        }
        check_situation("Two attachments of one page each lie side by side in the process's "
                        "memory, first and, behind it, second.");
        struct reply reply =
            actor_call(process, &detach_call, NAMED("first", ADDRESS(addresses[i + 1])));
        expect_zero(&reply, LOOK_SHMDT);
        expect_that(actor_read_memory(process, addresses[i], &byte, 1) && byte == 'n',
                    "shmdt in shmop(2): it ends one attachment, wherever the next begins",
                    "the second attachment to stay, as it was not detached", "it is gone, too");
        break;
    }
}

CHECK(detach_ends_attachment)
{
    struct actor *process = actor_spawn(NULL);
    int id = make_filled(SIZE_3_PAGES, 'd');
    uint64_t first = attach(process, id, false);
    uint64_t second = attach(process, id, true);
    unsigned mappings = actor_count_mappings(process);
    check_situation("A process has attached a segment of 12288 bytes twice, at first and second.");
    struct reply reply = actor_call(process, &detach_call, NAMED("first", ADDRESS(first)));
    expect_zero(&reply, LOOK_SHMDT);
    expect_gone_from(process, first);
    expect_attachments(id, 1, "one attachment to be left, the second");
    expect_that(actor_count_mappings(process) == mappings - 1, LOOK_SHMDT,
                "the whole attachment to be gone from the process's memory",
                "a part of it is still there");
    expect_readable(process, second, 'd');
    reply = actor_call(process, &detach_call, NAMED("first", ADDRESS(first)));
    expect_failure(&reply, EINVAL, "shmdt in shmop(2): what is detached already is no attachment");

    detach_elsewhere(process, id, second);
    check_situation("A segment has one attachment left, which is read-only.");
    reply = actor_call(process, &detach_call, NAMED("address", ADDRESS(second)));
    expect_zero(&reply, LOOK_SHMDT);
    expect_attachments(id, 0, "no attachment any more");
    struct shmid_ds state;
    unsigned char byte;
    expect_that(kernel_stat_segment(id, &state),
                "shmdt in shmop(2): only IPC_RMID removes a segment",
                "the segment to stay when its last attachment ends", "it is gone");
    peek(id, &byte, 1);
    expect_that(byte == 'd', LOOK_SHMDT, "the segment to keep its contents", "they have changed");
    detach_neighbour(process);
    detach_other_memory(process);
}

static void remove_unattached(struct actor *remover)
{
    struct shmid_ds state;
    int id = make_filled(100, 0);
    check_situation("A segment exists and nobody is attached.");
    struct reply reply = actor_call(remover, &remove_call, SHMID(id));
    expect_success(&reply, "IPC_RMID in shmctl(2)");
    expect_that(!kernel_stat_segment(id, &state), "IPC_RMID in shmctl(2)",
                "the segment to be gone at once", "it still exists");
    reply = actor_call(remover, &remove_call, SHMID(id));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
    id = make_filled(100, 0);
    set_mode(id, 0);
    check_situation("A segment with mode 0 exists, and we own it.");
    reply = actor_call(remover, &remove_call, SHMID(id));
    expect_success(&reply, "IPC_RMID in shmctl(2): it asks who we are, not for the right to read");
}

CHECK(remove_at_last_detach)
{
    check_on_one_processor();
    struct actor *user = actor_spawn("the user");
    struct actor *remover = actor_spawn("the remover");
    struct shmid_ds state;
    key_t key = kernel_fresh_key();
    int id = kernel_make_segment(key, SIZE_3_PAGES, 0604);
    fill(id, SIZE_3_PAGES, 'k');
    expect_zero_to_do(make_zero(), remover, &remove_call, ARGUMENTS(SHMID(0)));
    remove_unattached(remover);

    check_situation("A segment with a key is filled, and one process, the user, is attached.");
    uint64_t address = attach(user, id, false);
    struct reply reply = actor_call(remover, &remove_call, SHMID(id));
    expect_zero(&reply, "IPC_RMID in shmctl(2): it is the kernel that waits for the last detach");
    expect_that(kernel_find_segment(key) == -1, "IPC_RMID in shmctl(2)",
                "the segment to be marked for removal, and its key to be free at once",
                "the key still leads to it: nothing was removed");
    expect_that(attachments(id) == 1, "IPC_RMID in shmctl(2): who is attached stays so",
                "the user to stay attached", "the user is not attached any more");
    static unsigned char seen[SIZE_3_PAGES];
    expect_that(actor_read_memory(user, address, seen, sizeof seen) &&
                    is_filled_with(seen, sizeof seen, 'k'),
                "IPC_RMID in shmctl(2): the contents live until the last detach",
                "the contents to stay as they were for the user",
                "they have changed under its eyes");
    expect_that(actor_write_memory(user, address, "w", 1), "IPC_RMID in shmctl(2)",
                "the user to go on storing into the segment", "a store faults");
    expect_that(mode_of(id) == 0604, "IPC_RMID in shmctl(2): it asks for nothing before it",
                "the permissions to stay as they were for those who still use it",
                "they are 0%03o, they were 0604", mode_of(id));

    reply = actor_call(user, &detach_call, NAMED("address", ADDRESS(address)));
    expect_success(&reply, LOOK_SHMDT);
    expect_that(!kernel_stat_segment(id, &state), LOOK_NATTCH,
                "the segment to be gone with its last attachment", "it still exists");
    reply = actor_call(remover, &remove_call, SHMID(id));
    expect_one_of_failures(&reply, EINVAL, EIDRM, LOOK_GONE);
}
