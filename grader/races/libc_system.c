/* What every process asks the system for. */
#include "races/execution.h"
#include "races/runtime.h"

#include <stdint.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>
#include <unistd.h>

int *model___errno_location(void)
{
    struct world *world = world_active();
    return &world->processes[world->running].error_number;
}

pid_t model_getpid(void)
{
    return 1000 + (pid_t)world_active()->running;
}

long model_sysconf(int name)
{
    return sysconf(name);
}

int model_getpagesize(void)
{
    return getpagesize();
}

ssize_t model_getrandom(void *buffer, size_t size, unsigned flags)
{
    (void)flags;
    memset(buffer, 7, size);
    return (ssize_t)size;
}

_Noreturn void model_exit(int status)
{
    struct world *world = world_active();
    (void)status;
    if (world->running > 0) {
        execution_end_process(world);
    }
    races_unmodelled("exit");
}
