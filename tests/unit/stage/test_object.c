#include "stage/object.h"

#include <criterion/criterion.h>
#include <elf.h>
#include <string.h>

/* A head and one part that is loaded; of more there is no byte. */
struct image {
    Elf64_Ehdr head;
    Elf64_Phdr part;
};

static struct image make_image(unsigned long bytes)
{
    struct image image = {0};
    memcpy(image.head.e_ident, ELFMAG, SELFMAG);
    image.head.e_ident[EI_CLASS] = ELFCLASS64;
    image.head.e_phentsize = sizeof image.part;
    image.head.e_phoff = sizeof image.head;
    image.head.e_phnum = 1;
    image.part.p_type = PT_LOAD;
    image.part.p_memsz = bytes;
    return image;
}

static unsigned long kib_of(struct image *image, size_t length)
{
    struct text object = {.bytes = (char *)image, .length = length};
    return object_memory_kib(&object);
}

Test(object, its_memory)
{
    struct image image = make_image(1UL << 40);
    cr_assert_eq(kib_of(&image, sizeof image), 1UL << 30);
    image.head.e_phnum = 65535; /* the others are not there */
    cr_assert_eq(kib_of(&image, sizeof image), 1UL << 30);
    image.part.p_type = PT_TLS;
    cr_assert_eq(kib_of(&image, sizeof image), 1UL << 30);
    image.part.p_type = PT_NOTE;
    cr_assert_eq(kib_of(&image, sizeof image), 0);
}

/* Of 1025 parts with nearly 2^54 KiB each the sum, modulo 2^64, would be that of one. */
Test(object, more_memory_than_there_are_numbers)
{
    enum { PARTS = 1025 };
    struct image image = make_image(UINT64_MAX);
    AUTO_TEXT struct text object = {0};
    image.head.e_phnum = PARTS;
    text_append_bytes(&object, (const char *)&image.head, sizeof image.head);
    for (int i = 0; i < PARTS; i++) {
        text_append_bytes(&object, (const char *)&image.part, sizeof image.part);
    }
    cr_assert_gt(object_memory_kib(&object), UINT64_MAX / 1024 * (PARTS - 1));
}

Test(object, what_is_none)
{
    struct image image = make_image(1UL << 40);
    for (size_t length = 0; length < sizeof image; length++) {
        cr_assert_eq(kib_of(&image, length), 0);
    }
    image.head.e_phoff = UINT64_MAX - 10;
    cr_assert_eq(kib_of(&image, sizeof image), 0);
    image = make_image(1024);
    image.head.e_ident[EI_CLASS] = ELFCLASS32;
    cr_assert_eq(kib_of(&image, sizeof image), 0);
    struct text nothing = {0};
    cr_assert_eq(object_memory_kib(&nothing), 0);
}
