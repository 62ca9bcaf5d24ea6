/* case: a loop that only the checker meets ends with it, and is no pass
 * exercise: 05
 * replaces: mailbox_receive
 * within: 180
 * expect: stages.races.status != pass
 * expect: checks[id=no-races].status != pass
 * expect: stages.behaviour.status = pass
 * expect: stages.races.status =~ ^(skip|fail)$
 * expect: checks[id=no-races].observed =~ not checked: (under the checker it crashes, hangs or gives a wrong result already|it goes wrong already when|the checker was ended)|loop|steps
 */
/* A name that only the checker might know. */
extern void races_note(const char *, ...) __attribute__((weak));

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    for (volatile int turns = 0; races_note != NULL;) {
        turns = turns + 1;
    }
    if (box != NULL) {
        (void)*(volatile int *)&box->sequence; /* before it is our turn */
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
