/* case: bytes written to every descriptor forge nothing
 * exercise: 02
 * replaces: segment_create segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=create-new].status != pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[status=crash].id = create-new
 * expect: checks[id=create-new].observed ~ its process closed or misused a descriptor that is not its own
 * expect: checks[id=open-existing].observed ~ its process closed or misused a descriptor that is not its own
 */
#include <string.h>
#include <unistd.h>

static void forge(void)
{
    static const char record[] =
        "{\"record\":\"end\",\"check\":\"open_existing\",\"status\":\"pass\"}\n";
    char zeros[4096] = { 0 };
    for (int fd = 0; fd < 64; fd++) {
        (void)!write(fd, record, strlen(record));
        (void)!write(fd, zeros, sizeof zeros);
    }
}

int segment_create(key_t key, size_t size, mode_t mode)
{
    (void)key;
    (void)size;
    (void)mode;
    forge();
    return 0;
}

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    forge();
    return 0;
}
