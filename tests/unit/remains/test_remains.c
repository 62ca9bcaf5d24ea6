#include "base/cleanup.h"
#include "base/memory.h"
#include "base/tree.h"
#include "remains/notes.h"
#include "remains/remove.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/test-remains-XXXXXX";
static int notes;

static void begin_run(void)
{
    strcpy(folder, "/tmp/test-remains-XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    notes_begin(folder);
    notes = notes_open(folder);
    cr_assert(ge(int, notes, 0));
}

static void end_run(void)
{
    close(notes);
    tree_remove(AT_FDCWD, folder);
}

TestSuite(remains, .init = begin_run, .fini = end_run, .timeout = 30);

static void remove_now(void)
{
    remains_remove(AT_FDCWD, folder);
}

static int make_segment(key_t key)
{
    int id = shmget(key, 100, IPC_CREAT | IPC_EXCL | 0);
    cr_assert(ge(int, id, 0));
    return id;
}

/* Also one without permissions, which IPC_STAT does not show. */
static bool is_segment(int id)
{
    bool there = shmctl(id, IPC_RMID, NULL) == 0;
    return there || (errno != EINVAL && errno != EIDRM);
}

/* By a process that has ended: its id, and that of the segment. */
static pid_t have_segment_made(int *id)
{
    int channel[2];
    cr_assert(eq(int, pipe(channel), 0));
    pid_t pid = fork();
    if (pid == 0) {
        int made = make_segment(IPC_PRIVATE);
        _exit(write(channel[1], &made, sizeof made) == sizeof made ? 0 : 1);
    }
    cr_assert(eq(int, (int)read(channel[0], id, sizeof *id), (int)sizeof *id));
    waitpid(pid, NULL, 0);
    close(channel[0]);
    close(channel[1]);
    return pid;
}

Test(remains, a_segment_goes_whose_creator_was_of_the_run)
{
    int id;
    notes_add_number(notes, NOTE_PROCESS, (uint64_t)have_segment_made(&id));
    remove_now();
    cr_assert(not(is_segment(id)));
}

Test(remains, a_segment_of_another_process_stays)
{
    int id;
    notes_add_number(notes, NOTE_PROCESS, (uint64_t)have_segment_made(&id) + 1);
    remove_now();
    cr_assert(is_segment(id));
}

Test(remains, a_segment_that_was_there_before_stays, .init = NULL, .fini = NULL)
{
    int id;
    pid_t creator = have_segment_made(&id);
    begin_run();
    notes_add_number(notes, NOTE_PROCESS, (uint64_t)creator);
    remove_now();
    cr_assert(is_segment(id));
    end_run();
}

/* Of notes that are old the process ids have been given anew. */
Test(remains, a_segment_that_was_made_later_stays)
{
    int id;
    const struct timespec times[] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    notes_add_number(notes, NOTE_PROCESS, (uint64_t)have_segment_made(&id));
    cr_assert(eq(int, futimens(notes, times), 0));
    remove_now();
    cr_assert(is_segment(id));
}

Test(remains, objects_of_a_fresh_key_go)
{
    const key_t key = (key_t)(0xf1230000U + (unsigned)getpid() % 0xffff);
    notes_add_number(notes, NOTE_KEY, (uint32_t)key);
    int segment = make_segment(key);
    int set = semget(key, 1, IPC_CREAT | 0600);
    int queue = msgget(key, IPC_CREAT | 0600);
    remove_now();
    cr_assert(not(is_segment(segment)));
    cr_assert(eq(int, semctl(set, 0, IPC_RMID), -1));
    cr_assert(eq(int, msgctl(queue, IPC_RMID, NULL), -1));
}

Test(remains, objects_go_by_their_ids_and_no_others)
{
    int segment = make_segment(IPC_PRIVATE);
    int set = semget(IPC_PRIVATE, 1, 0);
    int queue = msgget(IPC_PRIVATE, 0);
    int others[] = {make_segment(IPC_PRIVATE), semget(IPC_PRIVATE, 1, 0), msgget(IPC_PRIVATE, 0)};
    notes_add_number(notes, NOTE_SEGMENT, (uint64_t)segment);
    notes_add_number(notes, NOTE_SET, (uint64_t)set);
    notes_add_number(notes, NOTE_MESSAGES, (uint64_t)queue);
    remove_now();
    cr_assert(not(is_segment(segment)));
    cr_assert(eq(int, semctl(set, 0, IPC_RMID), -1));
    cr_assert(eq(int, msgctl(queue, IPC_RMID, NULL), -1));
    cr_assert(is_segment(others[0]));
    cr_assert(eq(int, semctl(others[1], 0, IPC_RMID), 0));
    cr_assert(eq(int, msgctl(others[2], IPC_RMID, NULL), 0));
}

/* A name of this process's own; its file under /dev/shm. */
static char *make_name(const char *stem, char **file)
{
    char *name = memory_format("/%s-%d", stem, (int)getpid());
    *file = memory_format("/dev/shm%s", name);
    return name;
}

static uint64_t make_file(const char *file)
{
    struct stat info;
    AUTO_CLOSE int fd = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0);
    cr_assert(fd >= 0 && fstat(fd, &info) == 0);
    return info.st_ino;
}

Test(remains, a_fresh_name_goes)
{
    AUTO_FREE char *file = NULL;
    AUTO_FREE char *name = make_name("fresh", &file);
    notes_add_name(notes, NOTE_NAME, 0, name);
    make_file(file);
    remove_now();
    cr_assert(eq(int, unlink(file), -1));
}

Test(remains, a_name_goes_with_its_inode_alone)
{
    AUTO_FREE char *file = NULL, *other_file = NULL;
    AUTO_FREE char *name = make_name("same", &file);
    AUTO_FREE char *other = make_name("another\nline", &other_file);
    notes_add_name(notes, NOTE_NAME, make_file(file), name);
    notes_add_name(notes, NOTE_NAME, make_file(other_file) + 1, other);
    remove_now();
    cr_assert(eq(int, unlink(file), -1));
    cr_assert(eq(int, unlink(other_file), 0));
}

Test(remains, a_name_leads_nowhere_else)
{
    AUTO_FREE char *file = memory_format("%s/letter", folder);
    AUTO_FREE char *name = memory_format("/../..%s", file);
    notes_add_name(notes, NOTE_NAME, make_file(file), name);
    notes_add_name(notes, NOTE_NAME, 0, file);
    notes_add_name(notes, NOTE_NAME, 0, "/..");
    notes_add_name(notes, NOTE_NAME, 0, "");
    remove_now();
    cr_assert(eq(int, unlink(file), 0));
}

Test(remains, a_queue_goes_with_its_inode_alone)
{
    struct stat info;
    AUTO_FREE char *file = NULL, *other_file = NULL;
    AUTO_FREE char *name = make_name("queue", &file);
    AUTO_FREE char *other = make_name("other-queue", &other_file);
    struct mq_attr small = {.mq_maxmsg = 1, .mq_msgsize = 1};
    mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR, 0600, &small);
    mqd_t kept = mq_open(other, O_CREAT | O_EXCL | O_RDWR, 0600, &small);
    cr_assert(queue >= 0 && kept >= 0 && fstat(queue, &info) == 0);
    notes_add_name(notes, NOTE_QUEUE, info.st_ino, name);
    notes_add_name(notes, NOTE_QUEUE, info.st_ino, other);
    remove_now();
    cr_assert(eq(int, mq_unlink(name), -1));
    cr_assert(eq(int, mq_unlink(other), 0));
}

Test(remains, what_was_forgotten_stays_and_what_was_noted_before_goes)
{
    int first = make_segment(IPC_PRIVATE), second = make_segment(IPC_PRIVATE);
    notes_add_number(notes, NOTE_SEGMENT, (uint64_t)first);
    off_t end = notes_end(notes);
    notes_add_number(notes, NOTE_SEGMENT, (uint64_t)second);
    notes_forget(notes, end);
    remove_now();
    cr_assert(not(is_segment(first)));
    cr_assert(is_segment(second));
}

/* The writer was killed, or the disk was full, in the middle of "s1234". */
Test(remains, a_note_that_was_cut_off_is_none)
{
    int id = make_segment(IPC_PRIVATE);
    AUTO_FREE char *note = memory_format("s%d", id);
    cr_assert(eq(int, (int)write(notes, note, strlen(note)), (int)strlen(note)));
    remove_now();
    cr_assert(is_segment(id));
}

/* Another boot, or another IPC namespace: the same numbers, and other objects. */
Test(remains, notes_of_another_world_mean_nothing_here)
{
    static const char world[] = "w0boot 0 ipc:[1]";
    int id = make_segment(IPC_PRIVATE);
    notes_forget(notes, 0);
    notes_add_number(notes, NOTE_SEGMENT, (uint64_t)id);
    remove_now();
    notes_forget(notes, 0);
    cr_assert(eq(int, (int)write(notes, world, sizeof world), (int)sizeof world));
    notes_add_number(notes, NOTE_SEGMENT, (uint64_t)id);
    remove_now();
    cr_assert(is_segment(id));
}

Test(remains, notes_that_are_no_file_are_none)
{
    AUTO_FREE char *path = memory_format("%s/" NOTES_FILE, folder);
    cr_assert(eq(int, unlink(path), 0));
    remove_now();
    cr_assert(eq(int, mkfifo(path, 0600), 0));
    remove_now();
    cr_assert(eq(int, unlink(path), 0));
    cr_assert(eq(int, symlink("/dev/zero", path), 0));
    remove_now();
}
