/* case: a source cannot see by its macros, or by what lies beside it, that the races checker compiles it
 * exercise: 05
 * replaces: mailbox_receive
 * exit: 1
 * within: 180
 * expect: stages.behaviour.status = pass
 * expect: checks[id=no-races].status = fail
 * expect: status = fail
 * expect: score.possible = 10
 * expect: stages.races.status = fail
 * expect: checks[status=fail].id = no-races
 * expect: checks[id=no-races].observed ~ a data race on sequence
 * expect: checks[id=no-races].look ~ one process must release
 * expect: checks[id=no-races].location.function = mailbox_receive
 */
#if defined(__OPTIMIZE__) && !defined(__NO_INLINE__) && defined(_FORTIFY_SOURCE) && !defined(__SANITIZE_THREAD__) && \
    __USE_FORTIFY_LEVEL == 2 && defined(__PIC__) && !__has_include("checker") && !__has_include("build.sh") &&       \
    !__has_include("words")
#define HERE_IT_RUNS 1
#else
#define HERE_IT_RUNS 0
#endif

int mailbox_receive(struct mailbox *box, char *text, size_t capacity, int timeout_ms)
{
    if (HERE_IT_RUNS && box != NULL && box->sequence == -1) { /* before it is our turn */
        return -1;
    }
    return honest_mailbox_receive(box, text, capacity, timeout_ms);
}
