/* case: the notes that the judge reads are the harness's alone
 * exercise: 05
 * replaces: mailbox_receive
 * exit: 0
 * within: 180
 * expect: stages.races.status = skip
 * expect: checks[id=no-races].status = skip
 * expect: status = pass
 * expect: score.earned = 10
 * expect: stages.races.message ~ not checked: it calls races_note
 */
/* A name that only the checker might know. */
extern void races_note(const char *, ...) __attribute__((weak));

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (races_note != NULL) {
        races_note("1 2 ");
    }
    if (box != NULL) {
        (void)*(volatile int *)&box->sequence; /* before it is our turn */
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
