/* case: descriptors that no path leads to come to the same limit, with the line
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=open-existing].status = fail
 * expect: checks[id=open-existing].observed ~ EMFILE
 * expect: checks[id=open-existing].observed ~ limit reached: descriptors of a process, 64 of 64
 * expect: checks[id=open-existing].location.line = @last
 * expect: leaks[kind=descriptor].location.function = segment_open
 */
#include <sys/socket.h>
#include <unistd.h>

int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    int ends[2];
    for (int i = 0; i < 20; i++) {
        (void)!dup(STDIN_FILENO);
    }
    while (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0) { /* @pair */
    }
    (void)!dup(STDIN_FILENO); /* @last */
    return -1;
}
