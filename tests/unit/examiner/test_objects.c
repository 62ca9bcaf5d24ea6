#include "examiner/objects.h"

#include <criterion/criterion.h>
#include <stdio.h>

static struct object_entry segment(uint64_t id)
{
    return (struct object_entry){.kind = OBJECT_SHM, .id = id};
}

static struct object_entry name(unsigned number)
{
    struct object_entry entry = {.kind = OBJECT_NAME};
    snprintf(entry.name, sizeof entry.name, "/name-%u", number);
    return entry;
}

static void fill(struct objects *objects, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct object_entry one = segment(i * 4096), other = name(i);
        objects_add(objects, &one);
        objects_add(objects, &other);
    }
}

static void expect(const struct objects *objects, unsigned from, unsigned to, bool contained)
{
    for (unsigned i = from; i < to; i++) {
        struct object_entry one = segment(i * 4096), other = name(i);
        cr_assert_eq(objects_contain(objects, &one), contained, "segment %u", i);
        cr_assert_eq(objects_contain(objects, &other), contained, "name %u", i);
    }
}

Test(objects, are_found_however_many)
{
    static const unsigned counts[] = {0, 1, 8, 31, 32, 33, 500, 4096};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct objects objects = {0};
        fill(&objects, counts[i]);
        expect(&objects, 0, counts[i], true);
        expect(&objects, counts[i], counts[i] + 100, false);
        objects_finish(&objects);
    }
}

Test(objects, of_another_kind_are_others)
{
    struct objects objects = {0};
    fill(&objects, 100);
    struct object_entry set = {.kind = OBJECT_SEM, .id = 4096};
    struct object_entry queue = name(1);
    queue.kind = OBJECT_QUEUE;
    cr_assert_not(objects_contain(&objects, &set));
    cr_assert_not(objects_contain(&objects, &queue));
    objects_finish(&objects);
}

Test(objects, are_found_after_they_were_moved)
{
    struct objects objects = {0};
    fill(&objects, 200);
    objects_reverse(&objects, 10);
    cr_assert_eq(objects.items[399].id, 5 * 4096);
    expect(&objects, 0, 200, true);
    objects_truncate(&objects, 10);
    expect(&objects, 0, 5, true);
    expect(&objects, 5, 200, false);
    fill(&objects, 200);
    expect(&objects, 0, 200, true);
    objects_finish(&objects);
}

Test(objects, beyond_the_most_are_dropped)
{
    struct objects objects = {0};
    fill(&objects, 5000);
    cr_assert_eq(objects.count, 8192);
    expect(&objects, 0, 4096, true);
    expect(&objects, 4096, 5000, false);
    objects_finish(&objects);
}

/* A crowd of the student's files must not keep the test from knowing a segment of its own again. */
Test(objects, that_are_kept_are_not_lost_behind_a_crowd)
{
    enum { CROWD = 20000 };
    struct objects listed = {0}, kept = {0};
    struct object_entry last = segment(1);
    for (unsigned i = 0; i < CROWD; i++) {
        struct object_entry one = name(i);
        objects_add(&listed, &one);
        objects_keep(&kept, &one);
    }
    objects_add(&listed, &last);
    objects_keep(&kept, &last);
    cr_assert_not(objects_contain(&listed, &last));
    cr_assert(objects_contain(&kept, &last));
    objects_finish(&listed);
    objects_finish(&kept);
}

Test(objects, of_state_with_the_same_words_are_told_apart_by_their_number)
{
    struct objects objects = {0};
    struct object_entry one = {.kind = OBJECT_STATE, .id = 1, .name = "blocked signals (some)"};
    struct object_entry other = {.kind = OBJECT_STATE, .id = 2, .name = "blocked signals (some)"};
    objects_add(&objects, &one);
    cr_assert(objects_contain(&objects, &one));
    cr_assert_not(objects_contain(&objects, &other));
    objects_finish(&objects);
}
