/* case: a function that is taken from the sanitizer is refused, also when the word is put together
 * exercise: 05
 * replaces: mailbox_receive
 * options: --fast
 * exit: 1
 * within: 180
 * expect: stages.build.status = fail
 * expect: stages.build.message ~ no_sanitize
 * expect: score.earned = 0
 */
#define PASTE(a, b) a##b

__attribute__((PASTE(no_sani, tize)("thread"))) static void look_early(const struct mailbox *box)
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
