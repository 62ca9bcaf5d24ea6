/* case: what is taken from the sanitizer cannot be followed, and is not called right
 * exercise: 05
 * replaces: mailbox_receive
 * within: 60
 * expect: stages.races.status = skip
 * expect: checks[id=no-races].status = skip
 */
__attribute__((no_sanitize("thread"))) static void look_early(const struct mailbox *box)
{
    (void)*(const volatile int *)&box->sequence; /* before it is our turn */
}

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (box != NULL) {
        look_early(box);
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
