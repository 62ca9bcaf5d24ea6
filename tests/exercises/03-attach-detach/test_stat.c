/* The kernel's record of a segment: read in plain words, and its mode changed. */
#include "attach_detach_check.h"
#include "people.h"

#include "examiner/trace.h"

#include <stddef.h>

/* No field begins with a value that could pass for an answer. */
static void spoil(struct segment_info *info)
{
    memset(info, 0x5a, sizeof *info);
}

/* As a byte: a bool that nobody has set is no bool. */
static bool is_removed(const struct segment_info *info)
{
    unsigned char byte;
    memcpy(&byte, (const unsigned char *)info + offsetof(struct segment_info, removed), 1);
    return byte != 0;
}

static struct segment_info describe(struct actor *process, int id)
{
    struct segment_info info;
    spoil(&info);
    struct reply reply =
        actor_call(process, &stat_call, SHMID(id), NAMED("&info", VARIABLE(&info)));
    expect_zero(&reply, "IPC_STAT in shmctl(2)");
    return info;
}

static void expect_attached_count(struct actor *process, int id, unsigned long count)
{
    struct segment_info info = describe(process, id);
    expect_that(info.attached == count,
                "shm_nattch in shmctl(2): one for every shmat, whoever asks",
                "attached to be the number of attachments, in all processes together",
                "there are %lu, and info.attached is %lu", count, info.attached);
}

static void stat_size_and_attachments(struct actor *process, size_t size)
{
    check_situation("A segment was made with %zu bytes, and nobody is attached.", size);
    int id = make_filled(size, 0);
    struct segment_info info = describe(process, id);
    expect_that(info.size == size, "shm_segsz in shmctl(2)",
                "info.size to be the bytes that the segment was made with",
                "it is %zu instead of %zu", info.size, size);
    expect_attached_count(process, id, 0);
    check_situation("Nobody was attached when we called segment_stat before. Now another process "
                    "has attached the segment twice, and we attach it once.");
    unsigned char *first = enter(id, 0);
    unsigned char *second = enter(id, SHM_RDONLY);
    attach(process, id, false);
    expect_attached_count(process, id, 3);
    shmdt(first);
    shmdt(second);
    check_situation("Only we have attached the segment, once.");
    expect_attached_count(process, id, 1);
}

static void stat_people(struct actor *process)
{
    struct altered altered = {0};
    struct segment_info info;
    int id = make_filled(100, 0);
    check_situation(
        "A segment of %zu bytes was made by process %d, which has ended, and used last by process "
        "%d; user %d made it, and user %d owns it now. It is attached %lu times.",
        VAST_SIZE, MAKER_PROCESS, LAST_PROCESS, MAKER, OWNER, VAST_COUNT);
    spoil(&info);
    struct reply reply =
        actor_call_traced(process, &((struct tracing){.visit = people_alter, .context = &altered}),
                          &stat_call, SHMID(id), NAMED("&info", VARIABLE(&info)));
    expect_success(&reply, "IPC_STAT in shmctl(2)");
    if (!altered.altered || altered.informed) {
        return; /* it has asked in another way, too, and may believe that */
    }
    expect_that(info.creator == MAKER_PROCESS, "shm_cpid and shm_lpid in shmctl(2)",
                "info.creator to be the process that made the segment", "%s",
                info.creator == LAST_PROCESS ? "it is the process that used it last"
                : info.creator == 0          ? "it is 0"
                                             : "it is another number");
    expect_that(info.owner == OWNER, "struct ipc_perm in shmctl(2): uid and cuid",
                "info.owner to be the user who owns the segment now", "%s",
                info.owner == MAKER ? "it is the user who made it" : "it is another number");
    expect_that(info.size == VAST_SIZE, "shmctl(2): shm_segsz is a size_t",
                "info.size to be the bytes that the segment was made with",
                "it is %zu instead of %zu", info.size, VAST_SIZE);
    expect_that(info.attached == VAST_COUNT, "shmctl(2): shm_nattch is an unsigned long",
                "info.attached to be the number of attachments", "it is %lu instead of %lu",
                info.attached, VAST_COUNT);
}

CHECK(stat_reports_segment)
{
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    int zero = make_zero();
    stat_size_and_attachments(process, 10);
    stat_size_and_attachments(process, 4096);
    stat_size_and_attachments(process, 5000);
    if (zero == 0) {
        check_situation("The id shmid of a segment is 0.");
        describe(process, zero); /* the situation says it all */
    }
    if (!check_under_valgrind()) {
        stat_people(process);
    }
}

static void expect_split(struct actor *process, int id, mode_t mode, bool removed)
{
    struct segment_info info = describe(process, id);
    expect_that(is_removed(&info) == removed,
                "SHM_DEST in shmctl(2): no other field is a sign of it",
                removed ? "info.removed to be true" : "info.removed to be false", "it is %s",
                removed ? "false" : "true");
    expect_that(info.mode == mode, "shm_perm.mode in shmctl(2): SHM_DEST and SHM_LOCKED",
                "info.mode to be the nine permission bits and nothing else",
                "info.mode is 0%o instead of 0%o", info.mode, mode);
}

CHECK(stat_splits_mode)
{
    struct actor *process = actor_spawn(NULL);
    int id = kernel_make_segment(kernel_fresh_key(), 100, 0604);
    check_situation("A segment with a key and mode 0604 exists, and nobody is attached.");
    expect_split(process, id, 0604, false);
    int nameless = kernel_make_segment(IPC_PRIVATE, 100, 0640);
    check_situation("A segment made with IPC_PRIVATE (its key is 0) and mode 0640 exists, and "
                    "another process is attached.");
    unsigned char *other = enter(nameless, 0);
    expect_split(process, nameless, 0640, false);
    shmdt(other);
    check_situation("A segment with a key and mode 0604 exists, and another process is attached.");
    unsigned char *memory = enter(id, 0);
    expect_split(process, id, 0604, false);
    check_situation("A segment with mode 0604 was removed, and another process is still attached.");
    kernel_remove_segment(id);
    expect_split(process, id, 0604, true);
    shmdt(memory);
    int locked = kernel_make_segment(kernel_fresh_key(), 100, 0460);
    if (shmctl(locked, SHM_LOCK, NULL) == 0) {
        check_situation("A segment with mode 0460 is locked in memory (SHM_LOCK).");
        expect_split(process, locked, 0460, false);
        check_situation("A segment with mode 0460 is locked in memory (SHM_LOCK). Then it was "
                        "removed, and another process is still attached.");
        unsigned char *user = enter(locked, SHM_RDONLY);
        kernel_remove_segment(locked);
        expect_split(process, locked, 0460, true);
        shmdt(user);
    }
    int other_bits = kernel_make_segment(kernel_fresh_key(), 100, 0751);
    check_situation("A segment with mode 0751 exists.");
    expect_split(process, other_bits, 0751, false);
    set_mode(other_bits, 0537);
    check_situation("A segment with mode 0537 exists.");
    expect_split(process, other_bits, 0537, false);
}

static const char *what_went_wrong(mode_t before, mode_t asked, mode_t now)
{
    return now == (asked & ~(mode_t)077) ? ": the umask took bits away, as it does for open(2)"
           : now == (before | asked)     ? ": the old bits are all still there"
                                         : "";
}

static void chmod_once(struct actor *process, int id, mode_t mode)
{
    mode_t before = mode_of(id);
    check_situation("A segment has the mode 0%03o, and the umask is 077.", before);
    struct reply reply = actor_call(process, &chmod_call, SHMID(id), MODE(mode));
    expect_zero(&reply, "IPC_SET in shmctl(2): it writes uid, gid and mode, so IPC_STAT fetches "
                        "the others first");
    expect_that(mode_of(id) == mode, "IPC_SET in shmctl(2)",
                "the permission bits to be just those asked for",
                "they are 0%03o instead of 0%03o%s", mode_of(id), mode,
                what_went_wrong(before, mode, mode_of(id)));
}

static void chmod_keeps_owner(struct actor *process, int id)
{
    struct altered altered = {.by_us = true};
    check_situation("A segment belongs to user %d and group %d; we are its creator.", OWNER,
                    OWNER_GROUP);
    struct reply reply =
        actor_call_traced(process, &((struct tracing){.visit = people_alter, .context = &altered}),
                          &chmod_call, SHMID(id), MODE(0640));
    expect_success(&reply, "IPC_SET in shmctl(2)");
    expect_that(altered.altered || altered.informed || !altered.set,
                "IPC_STAT in shmctl(2), before IPC_SET",
                "the owner and group that IPC_SET is given to be those that the segment has",
                "nobody asked for them: they are a guess, right only for segments of our own");
    if (altered.altered && altered.set) {
        expect_that(altered.uid == OWNER && altered.gid == OWNER_GROUP,
                    "IPC_SET in shmctl(2): it writes uid, gid and mode, all three",
                    "owner and group to stay as they were",
                    "IPC_SET was given another %s, so the segment changes hands",
                    altered.uid != OWNER ? "owner" : "group");
    }
}

CHECK(chmod_changes_only_mode)
{
    static const mode_t modes[] = {0444, 0666, 0777, 0401, 0640, 0000};
    check_on_one_processor();
    struct actor *process = actor_spawn(NULL);
    struct shmid_ds before = {0};
    struct shmid_ds after = {0};
    expect_zero_to_do(make_zero(), process, &chmod_call, ARGUMENTS(SHMID(0), MODE(0640)));
    int id = make_filled(100, 'c');
    kernel_stat_segment(id, &before);
    actor_set_umask(process, 077);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        chmod_once(process, id, modes[i]);
    }
    kernel_stat_segment(id, &after);
    expect_that(before.shm_perm.uid == after.shm_perm.uid &&
                    before.shm_perm.gid == after.shm_perm.gid,
                "IPC_SET in shmctl(2): it writes uid, gid and mode, all three",
                "owner and group to stay as they were", "they have changed");
    if (!check_under_valgrind()) {
        set_mode(id, 0600);
        chmod_keeps_owner(process, id);
    }
}
