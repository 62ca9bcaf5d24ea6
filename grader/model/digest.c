#include "model/digest.h"

#include <sha2.h>
#include <stdint.h>
#include <sys/types.h>

void digest_make(const char *bytes, size_t length, char digits[DIGEST_LENGTH + 1])
{
    (void)SHA256Data((const uint8_t *)bytes, length, digits);
}
