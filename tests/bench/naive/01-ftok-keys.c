#include "ftok_keys.h"
#include "naive.h"

#include <string.h>

static bool calls(void)
{
    char text[16];
    key_t key = make_key("/usr", 42);
    struct key_parts parts = split_key(key);
    return key != -1 && parts.project == 42 && format_key(key, text, sizeof text) == 10 &&
           strlen(text) == 10 && keys_collide("/usr", "/usr", 42) == 0;
}
