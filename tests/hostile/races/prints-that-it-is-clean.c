/* case: no report of the file's own making goes out by assembly, not even by one that is pasted together
 * exercise: 05
 * replaces: mailbox_receive
 * exit: 1
 * within: 180
 * expect: stages.races.status = skip
 * expect: checks[id=no-races].status = skip
 * expect: status = fail
 * expect: stages.behaviour.status = fail
 * expect: stages.races.message ~ not checked: it has assembly, which cannot be followed
 * expect: checks[status=fail].id = sleeps-between-looks
 * expect: checks[id=sleeps-between-looks].observed ~ it made another one: write(2)
 * expect: checks[id=sleeps-between-looks].look ~ no system call but sleeping
 */
static const char clean[] = "state\tclean\nnumbers\t1397\t18936\t2\nend\n";

#define PASTED(a, b) a##b

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    long number = 1; /* write */
    PASTED(__as, m__) volatile("syscall"
                               : "+a"(number)
                               : "D"(1L), "S"(clean), "d"(sizeof clean - 1)
                               : "rcx", "r11", "memory");
    if (box != NULL) {
        (void)*(volatile int *)&box->sequence; /* before it is our turn */
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
