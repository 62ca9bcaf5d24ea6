#include "attach_detach.h"
#include "naive.h"

#include <string.h>
#include <sys/shm.h>

static bool calls(void)
{
    char text[16];
    struct segment_info info;
    int id = shmget(IPC_PRIVATE, 100, 0600);
    void *memory = segment_attach(id, false);
    bool right = memory != NULL && segment_detach(memory) == 0 &&
                 segment_write_text(id, "hello") == 5 &&
                 segment_read_text(id, text, sizeof text) == 5 && strcmp(text, "hello") == 0 &&
                 segment_stat(id, &info) == 0 && info.size == 100 && segment_chmod(id, 0640) == 0;
    return segment_remove(id) == 0 && right;
}
