/* case: who ends the checker by a system call of his own is not looked at, and gains nothing
 * exercise: 05
 * replaces: mailbox_receive
 * exit: 0
 * within: 180
 * expect: stages.races.status = skip
 * expect: checks[id=no-races].status = skip
 * expect: status = pass
 * expect: score.earned = 10
 * expect: stages.races.message ~ not checked: it has assembly, which cannot be followed
 */
/* A name that only the checker might know. */
extern void races_note(const char *, ...) __attribute__((weak));

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (races_note != NULL) {
        long number = 231; /* exit_group */
        __asm__ volatile("syscall" : "+a"(number) : "D"(0L) : "rcx", "r11", "memory");
    }
    if (box != NULL) {
        (void)*(volatile int *)&box->sequence; /* before it is our turn */
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
