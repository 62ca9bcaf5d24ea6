/* Exercise 03: attach, look, detach, remove.
 *
 * A System V segment exists in the kernel whether or not anybody looks at it. shmat(2) makes it
 * appear in the memory of one process, shmdt(2) takes it away again, shmctl(2) examines, alters
 * and removes it. This header is the contract of the exercise: your attach_detach.c keeps it, and
 * nothing else is looked at. Do not edit it.
 *
 * Every function checks its arguments first: a NULL pointer is EINVAL. A segment that does not
 * exist (any more) is EINVAL or EIDRM, as the kernel reports it. A call that fails sets errno,
 * leaves no attachment behind and writes to none of the caller's memory. Nothing is printed.
 */
#ifndef ATTACH_DETACH_H
#define ATTACH_DETACH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What the kernel knows about a segment: the useful part of struct shmid_ds, in plain words. */
struct segment_info {
    size_t size;            /* bytes, as asked for at creation: not rounded up to pages */
    unsigned long attached; /* attachments at this moment, in all processes together */
    mode_t mode;            /* the nine permission bits and no others */
    uid_t owner;            /* the user the segment belongs to now */
    pid_t creator;          /* the process that made it, which may be gone */
    bool removed;           /* marked for removal, and kept only because it is still attached */
};

/* Attaches the segment, at an address that the kernel chooses: to read and write, or, when
 * read_only is true, to read only. A store into a read-only attachment faults (SIGSEGV), and
 * permission to read the segment is enough for it.
 *
 * Returns the address of the segment's first byte, or NULL (not (void *)-1) with errno:
 *   EINVAL, EIDRM       there is no such segment
 *   EACCES, ENOMEM, …   as shmat(2) says
 */
void *segment_attach(int shmid, bool read_only);

/* Ends the attachment that begins at address. The segment itself stays.
 *
 * Returns 0, or -1 with errno:
 *   EINVAL   no attachment begins at this address: it is NULL, or points elsewhere (also into the
 *            middle of an attachment, which then stays as it is), or has been detached already
 */
int segment_detach(const void *address);

/* Removes the segment: at once when nobody is attached, else when the last attachment ends. Until
 * then those attached go on using it, contents and all.
 *
 * Returns 0, or -1 with errno:
 *   EINVAL, EIDRM   there is no such segment
 *   EPERM           the caller is neither its owner nor its creator
 */
int segment_remove(int shmid);

/* Describes the segment in *info.
 *
 * Returns 0, or -1 with errno, and then *info is untouched:
 *   EINVAL          info is NULL
 *   EINVAL, EIDRM   there is no such segment
 *   EACCES          the caller may not read it
 */
int segment_stat(int shmid, struct segment_info *info);

/* Sets the segment's permission bits to mode, exactly, and keeps its owner and group.
 *
 * Returns 0, or -1 with errno, and then the bits are as before:
 *   EINVAL          mode has bits other than the nine permission bits
 *   EINVAL, EIDRM   there is no such segment
 *   EPERM           the caller is neither its owner nor its creator
 *   EACCES          the caller may not read it
 */
int segment_chmod(int shmid, mode_t mode);

/* Copies text, with its terminating '\0', to the beginning of the segment. The caller need not be
 * attached; the segment is attached as often after the call as before, whatever the outcome.
 *
 * Returns the length of text without the terminator, or -1 with errno:
 *   EINVAL     text is NULL
 *   EMSGSIZE   the segment is too small for text and terminator; not a byte of it is changed
 *   or what segment_attach or segment_stat fails with
 */
ssize_t segment_write_text(int shmid, const char *text);

/* Copies the text at the beginning of the segment, with its terminating '\0', into the capacity
 * bytes at text. Permission to read the segment is enough. It is attached as often after the call
 * as before, whatever the outcome.
 *
 * Returns the length of the text without the terminator, or -1 with errno, and then text is
 * untouched:
 *   EINVAL    text is NULL
 *   EBADMSG   there is no terminator among the segment's bytes
 *   ERANGE    capacity is too small for the text and its terminator
 *   or what segment_attach or segment_stat fails with
 */
ssize_t segment_read_text(int shmid, char *text, size_t capacity);

#endif
