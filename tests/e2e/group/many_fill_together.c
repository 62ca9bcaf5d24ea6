/* case: processes with less than their own limit each come to the limit of all together, which is named
 * exercise: 02
 * replaces: segment_open
 * options: --fast
 * exit: 1
 * within: 60
 * expect: status = fail
 * expect: checks[id=create-new].status = pass
 * expect: checks[id=open-existing].status != pass
 * expect: checks[id=open-existing].observed ~ limit reached: memory of all processes together, 5
 * expect: checks[id=open-existing].observed ~ of 520 MiB
 * expect: checks[id=open-existing].look ~ at the same time
 * expect: checks[id=open-existing].did ~ called segment_open
 * expect: checks[id=open-existing].location.function = segment_open
 */
#include <sys/mman.h>
#include <unistd.h>

enum { CHILDREN = 5, MIB = 1 << 20, OF_A_CHILD = 115 * MIB, PAGE = 4096 };

static void fill_and_stay(void)
{
    char *place = mmap(NULL, OF_A_CHILD, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; place != MAP_FAILED && i < OF_A_CHILD; i += PAGE) {
        place[i] = 1;
    }
    for (;;) {
        pause();
    }
}

/* Each stays within the limit of a process, 128 MiB in this test; together they are beyond 520. */
int segment_open(key_t key, size_t min_size)
{
    (void)key;
    (void)min_size;
    for (int i = 0; i < CHILDREN; i++) {
        if (fork() == 0) {
            fill_and_stay();
        }
    }
    for (;;) {
        pause();
    }
}
