#include "demo/stage_build.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "sandbox/spawn.h"

bool stage_build(const char *folder, const char *name, struct error *err)
{
    AUTO_FREE char *source = memory_format("%s/%s.c", folder, name);
    AUTO_FREE char *output = memory_copy_string(name);
    char gcc[] = "gcc", warn[] = "-Wall", extra[] = "-Wextra", optimise[] = "-O2",
         threads[] = "-pthread", to[] = "-o";
    char *arguments[] = {gcc, warn, extra, optimise, threads, to, output, source, NULL};
    struct spawn spawn = {
        .arguments = arguments, .input = -1, .output = -1, .errors = STDERR_FILENO};
    pid_t pid = 0;
    int status = 0;
    if (!spawn_start(&spawn, &pid, err)) {
        return false;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           error_set(err, "gcc could not compile the demo's %s.c", name);
}
