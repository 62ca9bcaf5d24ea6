/* fields OBJECT STRUCT: how the compiler laid out a struct, by the object's debug information, as one JSON
 * object on standard output; `null` when there is no such struct.
 *
 * The debug information is the learner's as much as the object is, so this program runs in the
 * sandbox of the compiler (stage/tool.h), and what it says is checked by who reads it. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/cleanup.h"
#include "fields/structure.h"

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fprintf(stderr, "usage: fields OBJECT STRUCT\n");
        return 2;
    }
    AUTO_CLOSE int fd = open(argv[1], O_RDONLY | O_CLOEXEC);
    json_t *shape = fd >= 0 ? structure_describe_in(fd, argv[2]) : json_null();
    bool written =
        json_dumpf(shape, stdout, JSON_ENCODE_ANY | JSON_COMPACT) == 0 && fflush(stdout) == 0;
    json_decref(shape);
    return written ? 0 : 1;
}
