/* Values in words. */
#include <criterion/criterion.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <string.h>

#include "whiteboard/value.h"

static const char *words(const struct shape_field *field, const void *bytes)
{
    static struct text text;
    text_clear(&text);
    value_append(&text, field, bytes);
    return text_string(&text);
}

static struct shape_field field_of(enum shape_kind kind, size_t size, bool is_signed)
{
    return (struct shape_field){.kind = kind, .size = size, .is_signed = is_signed, .count = 1};
}

Test(value, integers_are_decimal_and_signed_as_their_type_is)
{
    struct shape_field small = field_of(SHAPE_INTEGER, 2, true);
    struct shape_field large = field_of(SHAPE_INTEGER, 8, false);
    cr_expect_str_eq(words(&small, &(int16_t){-5}), "-5");
    cr_expect_str_eq(words(&large, &(uint64_t){UINT64_MAX}), "18446744073709551615");
    large.is_signed = true;
    cr_expect_str_eq(words(&large, &(int64_t){INT64_MIN}), "-9223372036854775808");
}

Test(value, an_enumerator_is_called_by_its_name)
{
    char name[] = "FULL";
    struct shape_name full = {name, -1};
    struct shape_field field = field_of(SHAPE_INTEGER, 4, true);
    field.names = &full;
    field.name_count = 1;
    cr_expect_str_eq(words(&field, &(int32_t){-1}), "FULL (-1)");
    cr_expect_str_eq(words(&field, &(int32_t){7}), "7");
}

Test(value, bits_are_cut_out)
{
    struct shape_field field = field_of(SHAPE_INTEGER, 4, true);
    field.bit_offset = 3;
    field.bit_size = 2;
    cr_expect_str_eq(words(&field, &(uint32_t){3U << 3}), "-1");
    field.is_signed = false;
    cr_expect_str_eq(words(&field, &(uint32_t){0xffU}), "3");
}

Test(value, a_bool_may_be_neither)
{
    struct shape_field field = field_of(SHAPE_BOOL, 1, false);
    cr_expect_str_eq(words(&field, "\1"), "true");
    cr_expect_str_eq(words(&field, "\0"), "false");
    cr_expect_str_eq(words(&field, "\x7f"), "127 (neither true nor false)");
}

Test(value, a_pointer_is_warned_of_unless_it_is_null)
{
    struct shape_field field = field_of(SHAPE_POINTER, 8, false);
    cr_expect_str_eq(words(&field, &(uint64_t){0}), "NULL");
    cr_expect_null(value_warning(&field, (const unsigned char *)&(uint64_t){0}));
    cr_expect_str_eq(words(&field, &(uint64_t){0x7f00dead}), "0x7f00dead");
    cr_expect_not_null(value_warning(&field, (const unsigned char *)&(uint64_t){1}));
}

Test(value, a_semaphore_says_what_it_counts_and_who_waits)
{
    struct shape_field field = field_of(SHAPE_SEMAPHORE, 32, false);
    uint32_t bytes[8] = {3, 0, 128};
    cr_expect_str_eq(words(&field, bytes), "value 3, nobody waits");
    cr_expect_null(value_warning(&field, (const unsigned char *)bytes));
    bytes[0] = 0;
    bytes[1] = 2;
    cr_expect_str_eq(words(&field, bytes), "value 0, 2 wait");
    bytes[2] = 0;
    cr_expect_not_null(value_warning(&field, (const unsigned char *)bytes));
}

/* What the words above rest on: how this C library lays a semaphore out. */
Test(value, a_semaphore_of_this_c_library_reads_so)
{
    struct shape_field field = field_of(SHAPE_SEMAPHORE, 32, false);
    sem_t semaphore;
    cr_assert_eq(sem_init(&semaphore, 1, 5), 0);
    cr_expect_str_eq(words(&field, &semaphore), "value 5, nobody waits");
    cr_expect_null(value_warning(&field, (const unsigned char *)&semaphore));
    cr_assert_eq(sem_init(&semaphore, 0, 5), 0);
    cr_expect_not_null(value_warning(&field, (const unsigned char *)&semaphore));
}

Test(value, floats_and_mutexes)
{
    struct shape_field number = field_of(SHAPE_FLOAT, 8, false);
    struct shape_field mutex = field_of(SHAPE_MUTEX, 40, false);
    uint32_t bytes[10] = {0};
    cr_expect_str_eq(words(&number, &(double){0.5}), "0.5");
    cr_expect_str_eq(words(&mutex, bytes), "unlocked");
    bytes[0] = 1;
    bytes[2] = 42;
    cr_expect_str_eq(words(&mutex, bytes), "locked by thread 42");
}

Test(value, a_mutex_of_this_c_library_says_whom_it_is_for)
{
    struct shape_field field = field_of(SHAPE_MUTEX, sizeof(pthread_mutex_t), false);
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutexattr_t attributes;
    cr_expect_not_null(value_warning(&field, (const unsigned char *)&mutex));
    cr_assert_eq(pthread_mutexattr_init(&attributes), 0);
    cr_assert_eq(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), 0);
    cr_assert_eq(pthread_mutex_init(&mutex, &attributes), 0);
    cr_expect_null(value_warning(&field, (const unsigned char *)&mutex));
    cr_assert_eq(pthread_mutex_lock(&mutex), 0);
    cr_expect(strncmp(words(&field, &mutex), "locked by thread ", 17) == 0);
}

Test(value, a_text_ends_or_does_not)
{
    AUTO_TEXT struct text text = {0};
    value_append_text(&text, (const unsigned char *)"ab\0cd", 5);
    value_append_text(&text, (const unsigned char *)"xyz", 3);
    cr_expect_str_eq(text_string(&text), "\"ab\"\"xyz\" without an end");
    cr_expect(value_is_text((const unsigned char *)"ab\n", 4));
    cr_expect_not(value_is_text((const unsigned char *)"ab", 2));
    cr_expect_not(value_is_text((const unsigned char *)"\0ab", 4));
    cr_expect_not(value_is_text((const unsigned char *)"a\xff", 3));
}
