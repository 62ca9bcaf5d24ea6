#include "examiner/crash_text.h"
#include "protocol/wire.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

static char words[CRASH_CAUSE_BYTES];

static void expect_of_call(struct wire_reply reply, int null, const char *cause, const char *look)
{
    crash_text_cause(&reply, null, words);
    cr_assert_str_eq(words, cause);
    const char *said = crash_text_look(&reply, null);
    cr_assert_not_null(strstr(said, look), "%s", said);
}

static void expect(struct wire_reply reply, const char *cause, const char *look)
{
    expect_of_call(reply, CRASH_NO_ARGUMENT, cause, look);
}

Test(crash_text, a_null_pointer_and_an_address_that_nobody_knows)
{
    expect((struct wire_reply){.signal = SIGSEGV, .fault_address = 16}, ": a NULL pointer was used",
           "what its pointers hold");
    expect((struct wire_reply){.signal = SIGSEGV, .fault_address = WIRE_NOWHERE}, "",
           "what its pointers hold");
}

Test(crash_text, an_argument_that_is_null)
{
    expect_of_call((struct wire_reply){.signal = SIGSEGV, .fault_address = 16}, 1,
                   ": its second argument is NULL, and was used all the same",
                   "the contract wants EINVAL for NULL");
    expect_of_call((struct wire_reply){.signal = SIGSEGV, .fault_address = WIRE_NOWHERE}, 1, "",
                   "what its pointers hold");
    expect_of_call((struct wire_reply){.signal = SIGFPE}, 1, ": a whole number was divided by 0",
                   "divide");
}

Test(crash_text, the_end_of_an_argument)
{
    expect((struct wire_reply){.signal = SIGSEGV, .fault_address = 1 << 20, .overrun = 1U << 1},
           ": it went past the end of the bytes that its second argument points to", "strlen + 1");
}

Test(crash_text, a_jump_to_what_is_no_function)
{
    expect((struct wire_reply){.signal = SIGSEGV,
                               .fault_address = 1 << 20,
                               .overrun = WIRE_FAULT_JUMP},
           ": it went on at an address where no instructions are", "by what pointer");
    expect((struct wire_reply){.signal = SIGSEGV, .overrun = WIRE_FAULT_JUMP},
           ": a NULL pointer was used", "by what pointer");
}

Test(crash_text, calls_that_are_refused)
{
    expect((struct wire_reply){.signal = SIGSYS, .refused_call = SYS_execve},
           ": execve(2) was refused to it", "another program");
    expect((struct wire_reply){.signal = SIGSYS, .refused_call = SYS_mmap},
           ": mmap(2) was refused to it", "machine code");
    expect((struct wire_reply){.signal = SIGSYS, .refused_call = SYS_prctl},
           ": prctl(2) was refused to it", "a filter");
    expect((struct wire_reply){.signal = SIGSYS, .refused_call = 4711}, "", "execve(2), mmap(2)");
}

Test(crash_text, a_full_stack)
{
    expect((struct wire_reply){.signal = SIGSEGV,
                               .fault_address = 1 << 20,
                               .overrun = WIRE_FAULT_STACK},
           ": its stack is full", "call itself");
}

Test(crash_text, other_signals)
{
    expect((struct wire_reply){.signal = SIGFPE}, ": a whole number was divided by 0", "divide");
    expect((struct wire_reply){.signal = SIGBUS}, ": a page behind the end of the object was used",
           "ftruncate(2)");
    expect((struct wire_reply){.signal = SIGTRAP}, "", "the line below");
}

Test(crash_text, no_cause_is_cut_short)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct wire_reply reply = {.signal = signals[i], .overrun = 1U << 6, .fault_address = ~0U};
        crash_text_cause(&reply, 2, words);
        cr_assert_lt(strlen(words), sizeof words - 1, "%s", words);
    }
}
