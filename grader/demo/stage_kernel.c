#include "demo/stage_kernel.h"

#include <dirent.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text.h"

enum { BYTES_SHOWN = 16, KEY_OF_FOLDER = 0xffffff }; /* ftok(3): all but the project */

static const char shm_folder[] = "/dev/shm";
static const char semaphore_prefix[] = "sem."; /* sem_overview(7) */

/* --- System V: sysvipc(7), proc(5) ---------------------------------------------------------------- */

static bool is_own_key(unsigned key)
{
    return (key & KEY_OF_FOLDER) == ((unsigned)ftok(".", 1) & KEY_OF_FOLDER);
}

/* Calls `act` with each line of /proc/sysvipc/TABLE whose key is ours. */
static void each_line(const char *table,
                      void (*act)(unsigned key, int id, const char *line, struct demo_step *step),
                      struct demo_step *step)
{
    AUTO_FREE char *path = memory_format("/proc/sysvipc/%s", table);
    AUTO_FCLOSE FILE *file = fopen(path, "re");
    char line[512];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        int key, id, used = 0;
        if (sscanf(line, "%d %d %n", &key, &id, &used) == 2 && is_own_key((unsigned)key)) {
            act((unsigned)key, id, line + used, step);
        }
    }
}

/* Four groups of four, and as characters: "01000000 476f6f64 …  ....Good". */
static void add_bytes(struct demo_step *step, const unsigned char *bytes, size_t length)
{
    AUTO_TEXT struct text row = {0};
    size_t shown = length < BYTES_SHOWN ? length : BYTES_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        text_format(&row, "%s%02x", i > 0 && i % 4 == 0 ? " " : "", bytes[i]);
    }
    text_append(&row, "  ");
    for (size_t i = 0; i < shown; i++) {
        text_format(&row, "%c", bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '.');
    }
    demo_step_add_row(step, "  holds", text_string(&row));
}

static void add_segment(unsigned key, int id, const char *line, struct demo_step *step)
{
    unsigned mode;
    size_t size;
    unsigned long attached;
    if (sscanf(line, "%o %zu %*d %*d %lu", &mode, &size, &attached) != 3) {
        return;
    }
    AUTO_TEXT struct text row = {0};
    text_format(&row, "key 0x%08x  id %d  %04o  %zu bytes  nattch %lu", key, id, mode & 0777, size,
                attached);
    demo_step_add_row(step, "segment", text_string(&row));
    void *memory = shmat(id, NULL, SHM_RDONLY);
    if (memory != (void *)-1) {
        add_bytes(step, memory, size);
        (void)shmdt(memory);
    }
}

static void add_set(unsigned key, int id, const char *line, struct demo_step *step)
{
    unsigned mode;
    int count;
    if (sscanf(line, "%o %d", &mode, &count) != 2) {
        return;
    }
    AUTO_TEXT struct text row = {0};
    text_format(&row, "key 0x%08x  id %d  %04o  values", key, id, mode & 0777);
    for (int i = 0; i < count; i++) {
        text_format(&row, " %d", semctl(id, i, GETVAL));
    }
    for (int i = 0; i < count; i++) {
        if (semctl(id, i, GETNCNT) > 0) {
            text_format(&row, "  %d waits for no. %d", semctl(id, i, GETNCNT), i);
        }
    }
    demo_step_add_row(step, "semaphores", text_string(&row));
}

static void remove_segment(unsigned key, int id, const char *line, struct demo_step *step)
{
    (void)key, (void)line, (void)step;
    (void)shmctl(id, IPC_RMID, NULL);
}

static void remove_set(unsigned key, int id, const char *line, struct demo_step *step)
{
    (void)key, (void)line, (void)step;
    (void)semctl(id, 0, IPC_RMID);
}

/* --- POSIX: shm_overview(7), sem_overview(7) --------------------------------------------------------- */

/* Has the process mapped the file? `ending` is what follows its path in proc_pid_maps(5): "\n", or
 * " (deleted)\n" when the name is gone. */
static bool maps(pid_t pid, const char *path, const char *ending)
{
    AUTO_FREE char *list = memory_format("/proc/%d/maps", pid);
    AUTO_FREE char *wanted = memory_format("%s%s", path, ending);
    AUTO_FCLOSE FILE *file = pid > 0 ? fopen(list, "re") : NULL;
    char line[512];
    bool found = false;
    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL) {
        const char *shown = strchr(line, '/');
        found = shown != NULL && strcmp(shown, wanted) == 0;
    }
    return found;
}

/* "  mapped by writer, reader", or nothing; true when there is somebody. */
static bool add_mappers(const struct kernel_view *view, const char *path, const char *ending,
                        struct text *row)
{
    bool found = false;
    for (int i = 0; i < DEMO_PROGRAMS; i++) {
        if (maps(view->programs[i], path, ending)) {
            text_format(row, "%s%s", found ? ", " : "  mapped by ",
                        demo_speaker_name((enum demo_speaker)i));
            found = true;
        }
    }
    return found;
}

/* An object lives on without its name, as long as somebody has it mapped. */
static void add_nameless(const struct kernel_view *view, struct demo_step *step)
{
    AUTO_FREE char *path = memory_format("%s%s", shm_folder, view->name);
    AUTO_TEXT struct text row = {0};
    text_append(&row, "without a name");
    if (add_mappers(view, path, " (deleted)\n", &row)) {
        demo_step_add_row(step, "object", text_string(&row));
    }
}

static void add_object(const struct kernel_view *view, const char *file, struct demo_step *step)
{
    AUTO_FREE char *path = memory_format("%s/%s", shm_folder, file);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) {
        return;
    }
    AUTO_TEXT struct text row = {0};
    text_format(&row, "/%s  %04o  %lld bytes", file, info.st_mode & 0777, (long long)info.st_size);
    (void)add_mappers(view, path, "\n", &row);
    demo_step_add_row(step, "object", text_string(&row));
    unsigned char bytes[BYTES_SHOWN];
    ssize_t length = pread(fd, bytes, sizeof bytes, 0);
    if (length > 0) {
        add_bytes(step, bytes, (size_t)length);
    }
}

static void add_semaphore(const char *file, struct demo_step *step)
{
    AUTO_FREE char *name = memory_format("/%s", file + strlen(semaphore_prefix));
    sem_t *semaphore = sem_open(name, 0);
    int value = 0;
    if (semaphore != SEM_FAILED && sem_getvalue(semaphore, &value) == 0) {
        AUTO_TEXT struct text row = {0};
        text_format(&row, "%s  value %d", name, value);
        demo_step_add_row(step, "semaphore", text_string(&row));
        (void)sem_close(semaphore);
    }
}

static bool is_semaphore(const char *file)
{
    return strncmp(file, semaphore_prefix, strlen(semaphore_prefix)) == 0;
}

/* The run's own names in /dev/shm, sorted; owned by the caller. */
static size_t list_names(const struct kernel_view *view, char ***names)
{
    AUTO_CLOSEDIR DIR *folder = opendir(shm_folder);
    const char *prefix = view->name + 1;
    const struct dirent *item;
    size_t count = 0;
    *names = NULL;
    while (folder != NULL && (item = readdir(folder)) != NULL) {
        const char *name = item->d_name;
        if (strncmp(is_semaphore(name) ? name + strlen(semaphore_prefix) : name, prefix,
                    strlen(prefix)) == 0) {
            *memory_append(names, &count) = memory_copy_string(name);
        }
    }
    return count;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(names[i]);
    }
    free(names);
}

/* --- All of them -------------------------------------------------------------------------------------- */

void kernel_view_rows(const struct kernel_view *view, struct demo_step *step)
{
    each_line("shm", add_segment, step);
    each_line("sem", add_set, step);
    char **names;
    size_t count = list_names(view, &names);
    if (count > 0) {
        qsort(names, count, sizeof *names, compare_names);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_semaphore(names[i])) {
            add_semaphore(names[i], step);
        } else {
            add_object(view, names[i], step);
        }
    }
    free_names(names, count);
    add_nameless(view, step);
}

void kernel_view_remove(const struct kernel_view *view)
{
    each_line("shm", remove_segment, NULL);
    each_line("sem", remove_set, NULL);
    char **names;
    size_t count = list_names(view, &names);
    for (size_t i = 0; i < count; i++) {
        AUTO_FREE char *path = memory_format("%s/%s", shm_folder, names[i]);
        (void)unlink(path);
    }
    free_names(names, count);
}
