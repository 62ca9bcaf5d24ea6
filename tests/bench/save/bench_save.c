/* From saving a file to its verdict: what a learner waits for in a program that grades on each save.
 *
 *     bench-save cold|warm EXERCISE SOURCE SAVES PAUSE_MS
 *
 * Each save writes SOURCE into a folder that is watched (inotify(7)) and grades it with one session (warm)
 * or none (cold). One line a save, in microseconds from the save: compiling and linking alone, outside of
 * any sandbox, with the grader's flags; the build is judged; the first check has ended; the first check that
 * fails has ended (0: none); the last check has ended; the native verdict; the whole verdict, with Valgrind. The pause is the time
 * between a verdict and the next save.
 */
#include "base/cleanup.h"
#include "base/file.h"
#include "base/memory.h"
#include "grade/grade.h"
#include "grade/session.h"
#include "model/catalogue.h"
#include "model/layout.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* Microseconds from the save; 0: it has not been. */
struct moments {
    int64_t begin;
    int64_t built, first_check, last_check, first_failure, native;
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static _Noreturn void give_up(const char *sentence)
{
    fprintf(stderr, "bench-save: %s\n", sentence);
    exit(3);
}

static void take_news(void *context, const struct grade_news *news)
{
    struct moments *moments = context;
    int64_t since = now_us() - moments->begin;
    if (news->check == NULL) {
        moments->built = since;
        return;
    }
    moments->first_check = moments->first_check != 0 ? moments->first_check : since;
    moments->last_check = since;
    if (!news->passed && moments->first_failure == 0) {
        moments->first_failure = since;
    }
}

static void take_preview(void *context, struct verdict *preview)
{
    struct moments *moments = context;
    moments->native = now_us() - moments->begin;
    verdict_destroy(preview);
}

/* stage/build.c's flags for the native pass. */
static int64_t compile_alone(const char *root, const struct manifest *manifest, const char *source,
                             const char *object)
{
    AUTO_FREE char *include = memory_format("-I%s/exercises/%s", root, manifest->folder);
    char *arguments[] = {"gcc",
                         "-std=c17",
                         "-D_GNU_SOURCE",
                         "-Wall",
                         "-Wextra",
                         "-O2",
                         "-D_FORTIFY_SOURCE=2",
                         "-fstack-protector-strong",
                         "-g",
                         "-pipe",
                         "-fPIC",
                         "-shared",
                         include,
                         "-o",
                         (char *)(uintptr_t)object,
                         (char *)(uintptr_t)source,
                         "-pthread",
                         "-lrt",
                         "-lm",
                         NULL};
    int64_t begin = now_us();
    int status = 0;
    pid_t pid;
    if (posix_spawnp(&pid, "gcc", NULL, NULL, arguments, environ) != 0 ||
        waitpid(pid, &status, 0) < 0 || status != 0) {
        give_up("the source cannot be compiled");
    }
    return now_us() - begin;
}

static void pause_for(int milliseconds)
{
    AUTO_CLOSE int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    struct itimerspec once = {
        .it_value = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L}};
    uint64_t ticks;
    if (milliseconds > 0 &&
        (timerfd_settime(timer, 0, &once, NULL) != 0 || read(timer, &ticks, sizeof ticks) < 0)) {
        give_up("no timer");
    }
}

struct bench {
    const char *root;
    const struct manifest *manifest;
    char *source;
    size_t length;
    char *folder, *path, *object;
    int events;
};

/* As editors do: written beside it, then renamed, which is when it is saved. Returns when the event has come. */
static int64_t save(const struct bench *bench)
{
    char event[4096] = "";
    struct error err;
    AUTO_FREE char *beside = memory_format("%s/4913", bench->folder);
    if (!file_write_atomic(beside, bench->source, bench->length, &err)) {
        give_up(err.message);
    }
    int64_t begin = now_us();
    if (rename(beside, bench->path) != 0) {
        give_up("the file cannot be saved");
    }
    do {
        if (read(bench->events, event, sizeof event) <= 0) {
            give_up("no event");
        }
    } while (memmem(event, sizeof event, bench->manifest->source,
                    strlen(bench->manifest->source)) == NULL);
    return begin;
}

static void run_once(const struct bench *bench, struct grade_request *request)
{
    struct error err;
    AUTO_VERDICT struct verdict *verdict = NULL;
    int64_t compiled = compile_alone(bench->root, bench->manifest, bench->path, bench->object);
    struct moments moments = {.begin = save(bench)};
    request->context = &moments;
    if (!grade_run(request, &verdict, &err)) {
        give_up(err.message);
    }
    printf("%lld %lld %lld %lld %lld %lld %lld\n", (long long)compiled, (long long)moments.built,
           (long long)moments.first_check, (long long)moments.first_failure,
           (long long)moments.last_check, (long long)moments.native,
           (long long)(now_us() - moments.begin));
    fflush(stdout);
}

static void prepare(struct bench *bench, const char *source)
{
    struct error err;
    if (!file_read(source, 1 << 20, &bench->source, &bench->length, &err)) {
        give_up(err.message);
    }
    char folder[] = "/tmp/bench-save-XXXXXX";
    if (mkdtemp(folder) == NULL) {
        give_up("no folder in /tmp");
    }
    bench->folder = memory_copy_string(folder);
    bench->path = memory_format("%s/%s", folder, bench->manifest->source);
    bench->object = memory_format("%s/object.so", folder);
    bench->events = inotify_init1(IN_CLOEXEC);
    if (!file_write_atomic(bench->path, bench->source, bench->length, &err) ||
        inotify_add_watch(bench->events, folder, IN_MOVED_TO) < 0) {
        give_up("the folder cannot be watched");
    }
}

static void finish(const struct bench *bench)
{
    unlink(bench->path);
    unlink(bench->object);
    rmdir(bench->folder);
    free(bench->folder);
    free(bench->path);
    free(bench->object);
    free(bench->source);
    close(bench->events);
}

int main(int argc, char **argv)
{
    struct error err;
    struct layout layout;
    struct catalogue *catalogue;
    if (argc != 6) {
        give_up("usage: bench-save cold|warm EXERCISE SOURCE SAVES PAUSE_MS");
    }
    if (!layout_find(&layout, &err) || !catalogue_load(layout.root, &catalogue, &err)) {
        give_up(err.message);
    }
    struct bench bench = {.root = layout.root,
                          .manifest = catalogue_find(catalogue, argv[2], &err)};
    if (bench.manifest == NULL) {
        give_up(err.message);
    }
    prepare(&bench, argv[3]);
    struct grade_request request = {.layout = &layout,
                                    .exercises = &bench.manifest,
                                    .exercise_count = 1,
                                    .submission = SUBMISSION_FILE,
                                    .path = bench.path,
                                    .on_news = take_news,
                                    .on_preview = take_preview};
    if (strcmp(argv[1], "warm") == 0) {
        if (!grade_session_create(&request, &request.session, &err)) {
            give_up(err.message);
        }
        grade_session_prepare(request.session, &request);
    }
    for (long i = strtol(argv[4], NULL, 10); i > 0; i--) {
        pause_for((int)strtol(argv[5], NULL, 10));
        run_once(&bench, &request);
    }
    grade_session_destroy(request.session);
    finish(&bench);
    catalogue_destroy(catalogue);
    layout_finish(&layout);
    return 0;
}
