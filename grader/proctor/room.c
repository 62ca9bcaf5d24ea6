#include "proctor/room.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "remains/notes.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 8, FIFO_BYTES = 1 << 20, NAMES_MAX = 4096 };

static bool make_report(struct room *room, struct error *err)
{
    if (mkfifo(room->report_path, 0600) != 0) {
        return error_set_errno(err, "cannot make %s", room->report_path);
    }
    /* Both ends, so that the channel stays open between two writers. */
    room->report = open(room->report_path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (room->report < 0) {
        return error_set_errno(err, "cannot open %s", room->report_path);
    }
    (void)fcntl(room->report, F_SETPIPE_SZ, FIFO_BYTES); /* larger is faster; no need of it */
    return true;
}

static bool make_listener(struct room *room, struct error *err)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(room->session_path) >= sizeof address.sun_path) {
        return error_set(err,
                         "the path %s is too long for a socket; use a folder with a shorter one",
                         room->session_path);
    }
    memcpy(address.sun_path, room->session_path, strlen(room->session_path));
    room->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (room->listener < 0 ||
        bind(room->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(room->listener, BACKLOG) != 0) {
        return error_set_errno(err, "cannot listen at %s", room->session_path);
    }
    return true;
}

/* What a test mounts below the student's /tmp shall appear in the inner sandbox as well: bubblewrap
 * makes its copies slaves of ours (mount_namespaces(7)). Where that does not work the examiner sees
 * it, and such parts of a check are skipped. */
static void share_tmp(const struct plan *plan)
{
    AUTO_FREE char *tmp = memory_format("%s/tmp", plan->arena);
    (void)mount(NULL, tmp, NULL, MS_SHARED, NULL);
}

/* An empty file is no memory of its file system's, but of the kernel's, and work for the ledger, which looks at every
 * name after each call. */
static bool bound_names(const struct plan *plan, const char *folder, struct error *err)
{
    AUTO_FREE char *path = memory_format("%s/%s", plan->arena, folder);
    AUTO_FREE char *options = memory_format("nr_inodes=%d", NAMES_MAX);
    return mount(NULL, path, NULL, MS_REMOUNT | MS_NOSUID | MS_NODEV, options) == 0 ||
           error_set_errno(err, "cannot bound the number of files in %s", path);
}

static bool write_limit(const char *name, const char *value, struct error *err)
{
    AUTO_FREE char *path = memory_format("/proc/sys/kernel/%s", name);
    AUTO_FCLOSE FILE *limit = fopen(path, "we");
    if (limit == NULL || fprintf(limit, "%s\n", value) < 0 || fflush(limit) != 0) {
        return error_set_errno(err, "cannot bound System V objects (%s)", name);
    }
    return true;
}

/* Segments of System V are memory of no file system: their bound is the namespace's (proc(5)), which
 * belongs to us and not to the student. Of sets and queues the kernel would let 32000 each be made,
 * and every call would be followed by a look at all of them. */
static bool bound_objects(const struct plan *plan, struct error *err)
{
    unsigned long pages = strtoul(plan->file_kib, NULL, 10) * 1024 / (unsigned long)getpagesize();
    AUTO_FREE char *segments = memory_format("%lu", pages);
    return write_limit("shmall", segments, err) &&
           write_limit("sem", "32000 1024000 500 1024", err) && write_limit("msgmni", "1024", err);
}

bool room_prepare(struct room *room, const struct plan *plan, struct error *err)
{
    *room = (struct room){.report = -1, .listener = -1};
    room->report_path = memory_format("%s/run/report", plan->arena);
    room->session_path = memory_format("%s/run/zygote", plan->arena);
    if (plan->full) {
        share_tmp(plan);
        if (!bound_names(plan, "shm", err) || !bound_names(plan, "tmp", err) ||
            !bound_objects(plan, err)) {
            return false;
        }
    } else {
        AUTO_FREE char *run = memory_format("%s/run", plan->arena);
        notes_begin(run);
    }
    return make_report(room, err) && make_listener(room, err);
}

void room_finish(struct room *room)
{
    if (room->report_path != NULL) {
        unlink(room->report_path);
        unlink(room->session_path);
    }
    free(room->report_path);
    free(room->session_path);
    close(room->report);
    close(room->listener);
}
