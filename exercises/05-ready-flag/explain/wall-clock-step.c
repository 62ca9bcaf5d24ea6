/* The wall clock can be set, CLOCK_MONOTONIC cannot. The steps are
 * pretended: nobody should set a clock to see this. */
#include <errno.h>
#include <stdio.h>
#include <time.h>

/* The time that really passes, and a wall clock that can be set. */
struct room {
    long long passed_s;
    long long wall_offset_s;
};

static long long wall_s(const struct room *room)
{
    return room->passed_s + room->wall_offset_s;
}

static void bake(const char *what, long long step_s)
{
    struct room room = {.wall_offset_s = 12 * 3600};
    long long ready_by_wall_s = wall_s(&room) + 60,
              ready_s = room.passed_s + 60;
    room.passed_s += 59;
    room.wall_offset_s += step_s;
    printf("%s: by the wall clock %4lld s left, truly %lld\n", what,
           ready_by_wall_s - wall_s(&room), ready_s - room.passed_s);
}

int main(void)
{
    bake("clock left alone ", 0);
    bake("set back an hour ", -3600);
    bake("set on 10 minutes", +600);

    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int result = clock_settime(CLOCK_MONOTONIC, &now);
    printf("clock_settime(CLOCK_MONOTONIC): %d, %s\n", result,
           errno == EINVAL ? "EINVAL" : "another error");
    return 0;
}
