#include "stage/object.h"

#include <elf.h>
#include <limits.h>
#include <string.h>

/* The rotations that Valgrind takes for a request (valgrind.h): they leave the register as it was,
 * so no compiler makes them by itself. */
bool object_asks_valgrind(const struct text *object)
{
#if defined(__x86_64__)
    static const unsigned char magic[] = {0x48, 0xc1, 0xc7, 0x03, 0x48, 0xc1, 0xc7, 0x0d,
                                          0x48, 0xc1, 0xc7, 0x3d, 0x48, 0xc1, 0xc7, 0x33};
#elif defined(__aarch64__)
    static const unsigned char magic[] = {0x8c, 0x0d, 0xcc, 0x93, 0x8c, 0x35, 0xcc, 0x93,
                                          0x8c, 0xcd, 0xcc, 0x93, 0x8c, 0xf5, 0xcc, 0x93};
#endif
    return object->bytes != NULL &&
           memmem(object->bytes, object->length, magic, sizeof magic) != NULL;
}

static bool read_at(const struct text *object, size_t offset, void *into, size_t size)
{
    if (object->length < size || offset > object->length - size) {
        return false;
    }
    memcpy(into, object->bytes + offset, size);
    return true;
}

unsigned long object_memory_kib(const struct text *object)
{
    Elf64_Ehdr head;
    if (!read_at(object, 0, &head, sizeof head) || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 ||
        head.e_ident[EI_CLASS] != ELFCLASS64 || head.e_phentsize != sizeof(Elf64_Phdr)) {
        return 0;
    }
    unsigned long kib = 0;
    for (size_t i = 0; i < head.e_phnum && head.e_phoff <= object->length; i++) {
        Elf64_Phdr part;
        if (read_at(object, head.e_phoff + i * sizeof part, &part, sizeof part) &&
            (part.p_type == PT_LOAD || part.p_type == PT_TLS)) {
            unsigned long more = part.p_memsz / 1024;
            kib = kib > ULONG_MAX - more ? ULONG_MAX : kib + more;
        }
    }
    return kib;
}
