/* case: no report of the file's own making goes out by assembly, not even by one that is pasted together
 * exercise: 05
 * replaces: mailbox_receive
 * within: 60
 * expect: stages.races.status = skip
 * expect: checks[id=no-races].status = skip
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
