#include "whiteboard/value.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

enum { HEX_SHOWN = 16, MUTEX_SHARED = 128 };

/* A number of one to eight bytes, in the machine's own order, which is little-endian here. */
static uint64_t read_unsigned(const unsigned char *bytes, size_t size)
{
    uint64_t number = 0;
    memcpy(&number, bytes, size <= sizeof number ? size : sizeof number);
    return number;
}

static int64_t sign_extend(uint64_t number, unsigned bits)
{
    uint64_t sign = UINT64_C(1) << (bits - 1);
    return bits >= 64 ? (int64_t)number : (int64_t)((number ^ sign) - sign);
}

static uint64_t read_bits(const struct shape_field *field, const unsigned char *bytes)
{
    uint64_t number = read_unsigned(bytes, field->size);
    if (field->bit_size > 0 && field->bit_size < 64 && field->bit_offset < 64) {
        number = number >> field->bit_offset & ((UINT64_C(1) << field->bit_size) - 1);
    }
    return number;
}

static void append_integer(struct text *text, const struct shape_field *field,
                           const unsigned char *bytes)
{
    unsigned bits = field->bit_size > 0 ? field->bit_size : (unsigned)field->size * 8;
    uint64_t number = read_bits(field, bytes);
    int64_t value = field->is_signed ? sign_extend(number, bits) : (int64_t)number;
    for (size_t i = 0; i < field->name_count; i++) {
        if (field->names[i].value == value) {
            text_format(text, "%s (%" PRId64 ")", field->names[i].name, value);
            return;
        }
    }
    if (field->is_signed) {
        text_format(text, "%" PRId64, value);
    } else {
        text_format(text, "%" PRIu64, number);
    }
}

static void append_float(struct text *text, const struct shape_field *field,
                         const unsigned char *bytes)
{
    float single;
    double twice;
    if (field->size == sizeof single) {
        memcpy(&single, bytes, sizeof single);
        text_format(text, "%g", (double)single);
    } else if (field->size == sizeof twice) {
        memcpy(&twice, bytes, sizeof twice);
        text_format(text, "%g", twice);
    } else {
        value_append_hex(text, bytes, field->size, HEX_SHOWN);
    }
}

/* glibc's struct new_sem, where a process can add to 64 bits at one stroke: the value, then how many
 * wait, then whether it was made for one process alone. */
static void append_semaphore(struct text *text, const struct shape_field *field,
                             const unsigned char *bytes)
{
    if (field->size < 12) {
        value_append_hex(text, bytes, field->size, HEX_SHOWN);
        return;
    }
    uint64_t waiting = read_unsigned(bytes + 4, 4);
    text_format(text, "value %" PRIu64, read_unsigned(bytes, 4));
    if (waiting == 0) {
        text_append(text, ", nobody waits");
    } else {
        text_format(text, ", %" PRIu64 " wait%s", waiting, waiting == 1 ? "s" : "");
    }
}

/* glibc's struct __pthread_mutex_s: whether it is locked, how often, by which thread. */
static void append_mutex(struct text *text, const struct shape_field *field,
                         const unsigned char *bytes)
{
    if (field->size < 12) {
        value_append_hex(text, bytes, field->size, HEX_SHOWN);
    } else if (read_unsigned(bytes, 4) == 0) {
        text_append(text, "unlocked");
    } else {
        text_format(text, "locked by thread %" PRIu64, read_unsigned(bytes + 8, 4));
    }
}

static void append_pointer(struct text *text, const struct shape_field *field,
                           const unsigned char *bytes)
{
    uint64_t address = read_unsigned(bytes, field->size);
    if (address == 0) {
        text_append(text, "NULL");
    } else {
        text_format(text, "0x%" PRIx64, address);
    }
}

static void append_character(struct text *text, const unsigned char *byte)
{
    text_append(text, "'");
    utf8_append_printable(text, (const char *)byte, 1, false);
    text_append(text, "'");
}

void value_append(struct text *text, const struct shape_field *field, const unsigned char *bytes)
{
    switch (field->kind) {
    case SHAPE_INTEGER:
        if (field->size <= sizeof(uint64_t)) {
            append_integer(text, field, bytes);
        } else {
            value_append_hex(text, bytes, field->size, HEX_SHOWN);
        }
        break;
    case SHAPE_BOOL:
        if (read_bits(field, bytes) <= 1) {
            text_append(text, read_bits(field, bytes) != 0 ? "true" : "false");
        } else {
            text_format(text, "%" PRIu64 " (neither true nor false)", read_bits(field, bytes));
        }
        break;
    case SHAPE_FLOAT:
        append_float(text, field, bytes);
        break;
    case SHAPE_CHARACTER:
        append_character(text, bytes);
        break;
    case SHAPE_BYTE:
        text_format(text, "%u", bytes[0]);
        break;
    case SHAPE_POINTER:
        append_pointer(text, field, bytes);
        break;
    case SHAPE_SEMAPHORE:
        append_semaphore(text, field, bytes);
        break;
    case SHAPE_MUTEX:
        append_mutex(text, field, bytes);
        break;
    case SHAPE_STRUCT:
    case SHAPE_OTHER:
        value_append_hex(text, bytes, field->size, HEX_SHOWN);
        break;
    }
}

const char *value_warning(const struct shape_field *field, const unsigned char *bytes)
{
    if (field->kind == SHAPE_POINTER && read_unsigned(bytes, field->size) != 0) {
        return "an address means something in one process only";
    }
    /* glibc's __kind has this bit after pthread_mutexattr_setpshared(3). */
    if (field->kind == SHAPE_MUTEX && field->size >= 20 &&
        (read_unsigned(bytes + 16, 4) & MUTEX_SHARED) == 0) {
        return "not made with PTHREAD_PROCESS_SHARED: it keeps nobody else out";
    }
    /* sem_init(3) with pshared 0; there is a semaphore once it has a value or somebody waits. */
    if (field->kind == SHAPE_SEMAPHORE && field->size >= 12 && read_unsigned(bytes, 8) != 0 &&
        read_unsigned(bytes + 8, 4) == 0) {
        return "made with pshared 0: it wakes nobody in another process";
    }
    return NULL;
}

void value_append_text(struct text *text, const unsigned char *bytes, size_t length)
{
    const unsigned char *end = memchr(bytes, '\0', length);
    text_append(text, "\"");
    text_append_bytes(text, (const char *)bytes, end != NULL ? (size_t)(end - bytes) : length);
    text_append(text, end != NULL ? "\"" : "\" without an end");
}

bool value_is_text(const unsigned char *bytes, size_t length)
{
    size_t printable = 0;
    while (printable < length && (isprint(bytes[printable]) || isspace(bytes[printable]))) {
        printable++;
    }
    return printable > 0 && printable < length && bytes[printable] == '\0';
}

void value_append_hex(struct text *text, const unsigned char *bytes, size_t length, size_t most)
{
    for (size_t i = 0; i < length && i < most; i++) {
        text_format(text, "%s%02x", i > 0 ? " " : "", bytes[i]);
    }
    text_append(text, length > most ? " ..." : "");
}
