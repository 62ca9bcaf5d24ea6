/* case: the report does not go through what the file has a name for, and what is right stays right
 * exercise: 05
 * replaces: mailbox_receive
 * exit: 0
 * within: 180
 * expect: status = pass
 * expect: checks[id=no-races].status = pass
 * expect: score.earned = 10
 * expect: stages.races.message ~ right in all
 * expect: checks[status=fail] = absent
 */
#include <stdio.h>

/* A name that only the checker might know. */
extern void races_note(const char *, ...) __attribute__((weak));

static char report[] = "state\tfound\nscenario\tNobody was here.\nkind\trace\nwords\t\033[2J<b>\n"
                       "role\t1\twriter\nrole\t2\treader\n"
                       "event\t1\t1\tffffffffffffffff\t-1\tall is well\nend\nlines\n0x10\n"
                       "nobody\n/etc/passwd:1\n";

/* stdout is data, which the checker cannot rename: its buffer is there to be written to. */
int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (races_note != NULL) {
        stdout->_IO_write_base = report;
        stdout->_IO_write_ptr = report + sizeof report - 1;
        stdout->_IO_write_end = report + sizeof report;
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
