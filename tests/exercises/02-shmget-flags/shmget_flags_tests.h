/* What the hidden tests of exercise 02 share: its functions, and segments seen from outside. */
#ifndef SHMGET_FLAGS_TESTS_H
#define SHMGET_FLAGS_TESTS_H

#include "examiner/actor.h"
#include "examiner/check.h"
#include "examiner/kernel.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct function segment_create = {"segment_create", RETURNS_INT, LEAVES_SEGMENT};
static const struct function segment_open = {"segment_open", RETURNS_INT, LEAVES_NOTHING};
static const struct function segment_ensure = {"segment_ensure", RETURNS_INT, LEAVES_SEGMENT};
static const struct function segment_private = {"segment_private", RETURNS_INT, LEAVES_SEGMENT};

/* A size, cut to 32 bits, becomes what is added to this. */
static const size_t FOUR_GIB = (size_t)1 << 32;

/* A key that no segment has, as ftok(3) makes it for a project of 128 or more. Never -1. */
static inline key_t fresh_negative_key(void)
{
    key_t key;
    do {
        key = (key_t)((uint32_t)kernel_fresh_key() | 0x80000000u);
    } while (key == -1 || kernel_find_segment(key) != -1);
    return key;
}

static const char look_at_sign[] =
    "ftok(3): a key may be negative (exercise 01), only IPC_PRIVATE is none";

#define LOOK_AT_ZERO "shmget(2), RETURN VALUE: 0 is an identifier like others, only -1 is a failure"

/* The next segment gets the identifier 0, as the first one of a namespace does; what stands in its
 * place goes. False where that cannot be had. */
static inline bool make_way_for_zero(void)
{
    struct shmid_ds info;
    kernel_remove_segment(shmctl(0, SHM_STAT, &info));
    return kernel_set_next_segment_id(0);
}

/* The key of a segment of 100 bytes whose identifier is 0; -1 where that cannot be had. */
static inline key_t make_segment_zero(void)
{
    key_t key = kernel_fresh_key();
    return make_way_for_zero() && kernel_make_segment(key, 100, 0600) == 0 ? key : -1;
}

/* The last argument of segment_ensure: a byte of the test, so that values other than true and false
 * can stand in it before the call. */
#define CREATED(byte) NAMED("&created", VARIABLE(byte))

/* A segment that somebody uses: what it was, to be compared afterwards. */
struct bystander {
    int id;
    key_t key;
    struct shmid_ds info;
    unsigned char fill; /* each of its bytes */
};

/* False when the segment cannot be attached. */
static inline bool bystander_fill(const struct bystander *bystander, size_t size)
{
    void *bytes = shmat(bystander->id, NULL, 0);
    if (bytes == (void *)-1) {
        return false;
    }
    memset(bytes, bystander->fill, size);
    return shmdt(bytes) == 0;
}

/* A new segment, filled with bytes of one value. Its owner is the user that runs the student's
 * code, who could therefore remove or change it. */
static inline struct bystander bystander_make(key_t key, size_t size, mode_t mode)
{
    struct bystander bystander = {.key = key, .fill = (unsigned char)(1 + check_random(255))};
    bystander.id = kernel_make_segment(key, size, 0600);
    cr_assert(bystander_fill(&bystander, size), "the test cannot fill its segment");
    cr_assert(kernel_stat_segment(bystander.id, &bystander.info));
    bystander.info.shm_perm.mode = (unsigned short)mode;
    cr_assert(shmctl(bystander.id, IPC_SET, &bystander.info) == 0);
    cr_assert(kernel_stat_segment(bystander.id, &bystander.info));
    return bystander;
}

/* Its mode may forbid to look: we own it, and give ourselves the permission for a moment. */
static inline const unsigned char *bystander_attach(const struct bystander *bystander)
{
    struct shmid_ds open = bystander->info;
    open.shm_perm.mode |= 0400;
    shmctl(bystander->id, IPC_SET, &open);
    const unsigned char *bytes = shmat(bystander->id, NULL, SHM_RDONLY);
    open.shm_perm.mode = bystander->info.shm_perm.mode;
    shmctl(bystander->id, IPC_SET, &open);
    return bytes;
}

static inline bool bystander_is_filled(const struct bystander *bystander)
{
    const unsigned char *bytes = bystander_attach(bystander);
    if (bytes == (void *)-1) {
        return false;
    }
    bool filled = true;
    for (size_t i = 0; i < bystander->info.shm_segsz; i++) {
        filled = filled && bytes[i] == bystander->fill;
    }
    shmdt(bytes);
    return filled;
}

/* Ends the check unless the segment is as it was. */
static inline void bystander_expect_kept(const struct bystander *bystander)
{
    static const char look[] = "shmctl(2): IPC_RMID and IPC_SET are for those who own a segment "
                               "and have no place in these functions";
    static const char expected[] = "the segment that was there to stay as it was";
    struct shmid_ds now;
    expect_that(kernel_find_segment(bystander->key) == bystander->id &&
                    kernel_stat_segment(bystander->id, &now),
                look, expected, "it was removed: its users have lost it");
    expect_that(now.shm_perm.mode == bystander->info.shm_perm.mode, look, expected,
                "its permissions are 0%o now, they were 0%o", now.shm_perm.mode,
                bystander->info.shm_perm.mode);
    expect_that(now.shm_perm.uid == bystander->info.shm_perm.uid &&
                    now.shm_perm.gid == bystander->info.shm_perm.gid,
                look, expected, "it has another owner now");
    expect_that(now.shm_lpid == bystander->info.shm_lpid,
                "shmat(2) is for those who use a segment; it changes shm_lpid, the times and, for "
                "a moment, the count by which others judge whether it is in use",
                "the segment that was there to stay as it was", "it was attached by the call");
    expect_that(bystander_is_filled(bystander), look, expected, "the bytes in it were changed");
}

/* As expect_failure, but never prints an identifier: they differ from run to run. */
static inline void expect_error(const struct reply *reply, int error, const char *look)
{
    char expected[128];
    snprintf(expected, sizeof expected, "-1 with errno %s (%s)", strerrorname_np(error),
             strerror(error));
    expect_that(reply->failed || reply->value >= 0,
                "shmget_flags.h: -1 is the only failure; the number of the error goes to errno",
                expected, "%s returned %d, a negative number that is not -1", reply->function->name,
                (int)reply->value);
    expect_that(reply->failed, look, expected, "%s succeeded: it returned an identifier",
                reply->function->name);
    expect_failure(reply, error, look);
}

/* Looks a segment up that a call has just returned; ends the check when there is none. */
static inline struct shmid_ds segment_look_up(const struct reply *reply)
{
    struct shmid_ds info = {0};
    expect_that(kernel_stat_segment((int)reply->value, &info) &&
                    (info.shm_perm.mode & SHM_DEST) == 0,
                "shmget(2), RETURN VALUE: the identifier is what shmget returned; and shmctl(2), "
                "IPC_RMID: a segment that nobody has attached goes at once",
                "the identifier of a segment that exists",
                "no segment has the identifier that %s returned", reply->function->name);
    return info;
}

/* Ends the check unless the call returned the segment that has the key. */
static inline void expect_segment_of_key(const struct reply *reply, key_t key)
{
    int found = kernel_find_segment(key);
    expect_that(found != -1, "shmget(2): the key is the first argument of shmget, as it was given",
                "a segment under the key", "%s succeeded, but no segment has the key",
                reply->function->name);
    expect_that(found == reply->value,
                "shmget(2): with the key as its first argument shmget finds the segment, and "
                "returns its identifier; with IPC_PRIVATE it makes another one",
                "the identifier of the segment that has the key",
                "%s returned an identifier that is not that segment's", reply->function->name);
}

#endif
