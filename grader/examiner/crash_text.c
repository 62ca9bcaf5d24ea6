#include "examiner/crash_text.h"

#include "examiner/refused_call.h"
#include "protocol/wire.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>

enum { FIRST_PAGE_BYTES = 4096 };

static const char *ordinal(unsigned index)
{
    static const char *const words[WIRE_ARGUMENTS_MAX] = {"first", "second", "third",   "fourth",
                                                          "fifth", "sixth",  "seventh", "eighth"};
    return words[index];
}

/* The argument behind whose buffer the address lies; -1: none. */
static int argument_overrun(const struct wire_reply *reply)
{
    for (int i = 0; i < WIRE_ARGUMENTS_MAX; i++) {
        if ((reply->overrun & (1U << i)) != 0) {
            return i;
        }
    }
    return -1;
}

static bool is_null_used(const struct wire_reply *reply)
{
    return reply->signal == SIGSEGV && reply->fault_address < FIRST_PAGE_BYTES;
}

static void explain_access(const struct wire_reply *reply, int null, char text[CRASH_CAUSE_BYTES])
{
    int argument = argument_overrun(reply);
    if (is_null_used(reply) && null >= 0) {
        snprintf(text, CRASH_CAUSE_BYTES, ": its %s argument is NULL, and was used all the same",
                 ordinal((unsigned)null));
    } else if (is_null_used(reply)) {
        snprintf(text, CRASH_CAUSE_BYTES, ": a NULL pointer was used");
    } else if (argument >= 0) {
        snprintf(text, CRASH_CAUSE_BYTES,
                 ": it went past the end of the bytes that its %s argument points to",
                 ordinal((unsigned)argument));
    } else if ((reply->overrun & WIRE_FAULT_JUMP) != 0) {
        snprintf(text, CRASH_CAUSE_BYTES, ": it went on at an address where no instructions are");
    } else if ((reply->overrun & WIRE_FAULT_STACK) != 0) {
        snprintf(text, CRASH_CAUSE_BYTES, ": its stack is full");
    }
}

static void explain_refusal(const struct wire_reply *reply, char text[CRASH_CAUSE_BYTES])
{
    const char *name = refused_call_name(reply->refused_call);
    if (name != NULL) {
        snprintf(text, CRASH_CAUSE_BYTES, ": %s(2) was refused to it", name);
    }
}

static const char *look_after_refusal(const struct wire_reply *reply)
{
    switch (reply->refused_call) {
    case SYS_execve:
    case SYS_execveat:
        return "execve(2): here a call may not become another program";
    case SYS_prctl:
        return "seccomp(2), prctl(2): here nobody puts on a filter of his own";
    case SYS_mmap:
        return "mmap(2), PROT_EXEC: here no call makes machine code";
    case SYS_mprotect:
        return "mprotect(2), PROT_EXEC: here no call makes machine code";
    default:
        return "execve(2), mmap(2): here a call may not become another program, nor make machine "
               "code";
    }
}

void crash_text_cause(const struct wire_reply *reply, int null, char text[CRASH_CAUSE_BYTES])
{
    text[0] = '\0';
    switch (reply->signal) {
    case SIGSEGV:
        explain_access(reply, null, text);
        break;
    case SIGBUS:
        snprintf(text, CRASH_CAUSE_BYTES, ": a page behind the end of the object was used");
        break;
    case SIGSYS:
        explain_refusal(reply, text);
        break;
    case SIGFPE:
        snprintf(text, CRASH_CAUSE_BYTES, ": a whole number was divided by 0");
        break;
    case SIGILL:
        snprintf(text, CRASH_CAUSE_BYTES,
                 ": the compiler puts a stop where no right program comes, as at a division by 0");
        break;
    case SIGABRT:
        snprintf(
            text, CRASH_CAUSE_BYTES,
            ": abort was called, by an assert, or by the C library, which found memory damaged");
        break;
    default:
        break;
    }
}

const char *crash_text_look(const struct wire_reply *reply, int null)
{
    switch (reply->signal) {
    case SIGSYS:
        return look_after_refusal(reply);
    case SIGFPE:
        return "the line below: what does it divide by?";
    case SIGILL:
        return "the line below, and the compiler's warnings";
    case SIGABRT:
        return "the line below, and what was written, or freed, before it";
    case SIGBUS:
        return "the line below: how long is the object (fstat(2), ftruncate(2)), and how far does "
               "it go?";
    default:
        break;
    }
    if (reply->signal == SIGSEGV && (reply->overrun & WIRE_FAULT_JUMP) != 0) {
        return "the line below: which function does it call, and by what pointer; or which bytes "
               "did it write over on its stack?";
    }
    if (reply->signal == SIGSEGV && (reply->overrun & WIRE_FAULT_STACK) != 0) {
        return "the line below: does the function call itself for ever, or is an array of its own "
               "very long?";
    }
    if (reply->signal == SIGSEGV && argument_overrun(reply) >= 0) {
        return "the line below: how many bytes may it touch there? Of a text strlen + 1, "
               "of a buffer as many as the caller says";
    }
    if (is_null_used(reply) && null >= 0) {
        return "the head of the function: the contract wants EINVAL for NULL, before it is used";
    }
    return "the line below, and what its pointers hold there";
}
