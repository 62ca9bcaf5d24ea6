/* case: the report does not go through what the file has a name for, and what is wrong stays wrong
 * exercise: 05
 * replaces: mailbox_receive
 * exit: 1
 * within: 180
 * expect: status = fail
 * expect: checks[id=no-races].status = fail
 * expect: checks[id=no-races].schedule != null
 * expect: stages.races.status = fail
 * expect: checks[status=fail].id = no-races
 * expect: checks[id=no-races].observed ~ a data race on sequence
 * expect: checks[id=no-races].look ~ one process must release
 * expect: checks[id=no-races].location.line = @reads
 */
#include <stdio.h>

/* A name that only the checker might know. */
extern void races_note(const char *, ...) __attribute__((weak));

static char report[] = "state\tclean\nnumbers\t1\t1\t2\nend\n";

/* stdout is data, which the checker cannot rename: its buffer is there to be written to. */
int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (races_note != NULL) {
        stdout->_IO_write_base = report;
        stdout->_IO_write_ptr = report + sizeof report - 1;
        stdout->_IO_write_end = report + sizeof report;
    }
    if (box != NULL) {
        /* Before it is our turn. */
        (void)*(volatile int *)&box->sequence; /* @reads */
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
