#include "stage/valgrind.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

/* Cut down from a report of Valgrind 3.19. */
#define BEGIN                                                                                      \
    "<?xml version=\"1.0\"?>\n\n<valgrindoutput>\n\n<protocolversion>4</protocolversion>\n"        \
    "<protocoltool>memcheck</protocoltool>\n<preamble>\n  <line>Memcheck</line>\n</preamble>\n"    \
    "<pid>12</pid>\n<ppid>2</ppid>\n<tool>memcheck</tool>\n"                                       \
    "<status>\n  <state>RUNNING</state>\n  <time>00:00:00:00.400 </time>\n</status>\n"
#define END                                                                                        \
    "<status>\n  <state>FINISHED</state>\n  <time>00:00:00:00.900 </time>\n</status>\n"            \
    "<errorcounts>\n</errorcounts>\n<suppcounts>\n</suppcounts>\n</valgrindoutput>\n\n"
#define FRAME(object, function, line)                                                              \
    "<frame><ip>0x48</ip><obj>" object "</obj><fn>" function "</fn><dir>/work</dir>"               \
    "<file>work.c</file><line>" line "</line></frame>"
#define STUDENT "/workbook/object/student.so"
#define READ_AT(line)                                                                              \
    "<error><unique>0x0</unique><tid>1</tid><kind>InvalidRead</kind>"                              \
    "<what>Invalid read of size 1</what><stack>" FRAME(                                            \
        STUDENT, "f",                                                                              \
        line) "</stack>"                                                                           \
              "<auxwhat>Address 0x1 is 0 bytes after a block of size 10 alloc'd</auxwhat>"         \
              "<stack>" FRAME(STUDENT, "g", "99") "</stack></error>\n"
#define LEAK_AT(line)                                                                              \
    "<error><unique>0x1</unique><tid>1</tid><kind>Leak_DefinitelyLost</kind><xwhat>"               \
    "<text>100 bytes in 1 blocks are definitely lost in loss record 3 of 4</text>"                 \
    "<leakedbytes>100</leakedbytes><leakedblocks>1</leakedblocks></xwhat><stack>"                  \
    "<frame><ip>0x1</ip><obj>/usr/libexec/valgrind/vgpreload.so</obj><fn>malloc</fn></"            \
    "frame>" FRAME(STUDENT, "make", line)                                                          \
        FRAME("/workbook/bin/driver", "main", "3") "</stack></error>\n"

static struct memory_findings findings;

static void clean(void)
{
    memory_findings_finish(&findings);
}

TestSuite(valgrind, .fini = clean);

static bool read_report(const char *xml)
{
    return valgrind_read(xml, 12, &findings);
}

Test(valgrind, clean_report)
{
    cr_assert(read_report(BEGIN END));
    cr_assert_eq(findings.count, 0);
}

Test(valgrind, an_error_in_the_students_file)
{
    cr_assert(read_report(BEGIN READ_AT("14") END));
    cr_assert_eq(findings.count, 1);
    cr_assert_str_eq(findings.items[0].message, "Invalid read of size 1: 0 bytes after a block of "
                                                "size 10 alloc'd at line 99");
    cr_assert_str_eq(findings.items[0].file, "work.c");
    cr_assert_str_eq(findings.items[0].function, "f");
    cr_assert_eq(findings.items[0].line, 14);
    cr_assert_not(findings.items[0].leak);
}

Test(valgrind, an_error_in_a_function_that_the_student_called)
{
    cr_assert(read_report(
        BEGIN "<error><kind>InvalidWrite</kind><what>Invalid write of size 8</what><stack>" FRAME(
            "/lib/libc.so.6", "strcpy", "1") FRAME(STUDENT, "f", "20") "</stack></error>" END));
    cr_assert_eq(findings.count, 1);
    cr_assert_str_eq(findings.items[0].message, "Invalid write of size 8, in strcpy, called here");
    cr_assert_eq(findings.items[0].line, 20);
}

/* gcc inlines what a fortified header defines; nobody can mend a line there. */
Test(valgrind, a_line_of_a_header_is_not_the_students)
{
#define HEADER_FRAME                                                                               \
    "<frame><ip>0x1</ip><obj>" STUDENT "</obj><fn>memcpy</fn>"                                     \
    "<dir>/usr/include/x86_64-linux-gnu/bits</dir><file>string_fortified.h</file>"                 \
    "<line>29</line></frame>"
    cr_assert(read_report(
        BEGIN
        "<error><kind>InvalidWrite</kind><what>Invalid write of size 8</what><stack>" HEADER_FRAME
            FRAME(STUDENT, "f", "20") "</stack><auxwhat>Address 0x1 is 5 bytes inside a block of "
                                      "size 9 alloc'd</auxwhat>"
                                      "<stack>" HEADER_FRAME FRAME(STUDENT, "g",
                                                                   "99") "</stack></error>" END));
    cr_assert_eq(findings.count, 1);
    cr_assert_str_eq(findings.items[0].file, "work.c");
    cr_assert_str_eq(findings.items[0].function, "f");
    cr_assert_eq(findings.items[0].line, 20);
    cr_assert_str_eq(findings.items[0].message,
                     "Invalid write of size 8: 5 bytes inside a block of size 9 "
                     "alloc'd at line 99");
}

/* IPC_SET reads three fields of the structure and no others. */
Test(valgrind, a_structure_for_ipc_set_need_not_be_whole)
{
    cr_assert(read_report(
        BEGIN "<error><unique>0x0</unique><tid>1</tid><kind>SyscallParam</kind>"
              "<what>Syscall param shmctl(IPC_SET, arg.buf) points to uninitialised "
              "byte(s)</what><stack>" FRAME(STUDENT, "f", "8") "</stack></error>\n" END));
    cr_assert_eq(findings.count, 0);
}

Test(valgrind, a_leak_in_words_that_stay_the_same)
{
    cr_assert(read_report(BEGIN LEAK_AT("30") END));
    cr_assert_eq(findings.count, 1);
    cr_assert(findings.items[0].leak);
    cr_assert_eq(findings.items[0].line, 30);
    cr_assert_null(strstr(findings.items[0].message, "100"), "counts differ from run to run");
}

/* A thread whose function is malloc has no frame of the student's, and loses memory all the same. */
Test(valgrind, errors_outside_of_the_students_file_count)
{
    cr_assert(read_report(BEGIN
                          "<error><kind>Leak_DefinitelyLost</kind><xwhat><text>9 bytes "
                          "lost</text></xwhat><stack>" FRAME("/usr/lib/libc.so.6", "start_thread",
                                                             "5") "</stack></error>" END));
    cr_assert_eq(findings.count, 1);
    cr_assert_null(findings.items[0].file);
    cr_assert_null(strstr(findings.items[0].message, "here"), "there is no line to point at");
}

Test(valgrind, no_two_alike)
{
    cr_assert(read_report(BEGIN READ_AT("14") READ_AT("14") READ_AT("15") END));
    cr_assert(read_report(BEGIN READ_AT("15") LEAK_AT("15") END));
    cr_assert_eq(findings.count, 3);
}

/* A report is cut short by a SIGKILL. What it says until there counts; that it says no more proves nothing. */
Test(valgrind, cut_anywhere)
{
    const char *whole = BEGIN READ_AT("14") END;
    size_t length = strlen(BEGIN READ_AT("14") END) - 3; /* the newlines behind the last tag */
    size_t error_ends = strlen(BEGIN READ_AT("14")) - 1;
    for (size_t cut = 0; cut <= length; cut++) {
        AUTO_FREE char *xml = memory_copy_bytes(whole, cut);
        cr_assert_not(read_report(xml), "cut at %zu", cut);
        if (cut >= error_ends) {
            cr_assert_eq(findings.count, 1, "cut at %zu", cut);
        }
        memory_findings_finish(&findings);
    }
}

Test(valgrind, of_another_process)
{
    cr_assert_not(valgrind_read(BEGIN END, 13, &findings));
}

Test(valgrind, still_running)
{
    cr_assert_not(read_report(BEGIN "</valgrindoutput>"));
}

/* What a process may add to its own report. */
Test(valgrind, forged)
{
    cr_assert_not(read_report(""));
    cr_assert_not(read_report("<valgrindoutput/>"));
    cr_assert_not(read_report(BEGIN "<!--" READ_AT("14") "-->" END), "hidden in a comment");
    cr_assert_not(read_report(BEGIN "<a><![CDATA[" READ_AT("14") "]]></a>" END), "hidden as text");
    cr_assert_not(read_report(BEGIN "<?x " READ_AT("14") "?>" END), "hidden in an instruction");
    cr_assert_not(read_report(BEGIN END BEGIN END), "two reports");
    cr_assert_not(read_report(BEGIN END "<!-- -->"));
    cr_assert_not(read_report("<!DOCTYPE v [<!ENTITY e 'x'>]>" END));
    cr_assert_eq(findings.count, 0);
    cr_assert(read_report(BEGIN "<preamble>" READ_AT("14") "</preamble>" END));
    cr_assert_eq(findings.count, 1, "an error is one wherever it stands");
}

/* Valgrind counts at the end what it has told, leaks apart. */
Test(valgrind, less_told_than_counted)
{
#define COUNTS(pairs) "<errorcounts>" pairs "</errorcounts><suppcounts><pair/><pair/></suppcounts>"
    cr_assert(read_report(BEGIN COUNTS("") END));
    cr_assert_not(read_report(BEGIN COUNTS("<pair/>") END));
    cr_assert(read_report(BEGIN READ_AT("14") COUNTS("<pair/>") END));
    cr_assert_not(read_report(BEGIN READ_AT("14") COUNTS("<pair/><pair/>") END));
}

Test(valgrind, a_billion_laughs)
{
    AUTO_TEXT struct text xml = {0};
    text_append(&xml, "<!DOCTYPE v [<!ENTITY a \"ha\">");
    for (char name = 'b'; name <= 'z'; name++) {
        text_format(&xml, "<!ENTITY %c \"&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;\">", name,
                    name - 1, name - 1, name - 1, name - 1, name - 1, name - 1, name - 1, name - 1,
                    name - 1, name - 1);
    }
    text_append(&xml, "]><valgrindoutput>&z;</valgrindoutput>");
    cr_assert_not(read_report(text_string(&xml)));
}

Test(valgrind, deep_and_odd)
{
    AUTO_TEXT struct text xml = {0};
    text_append(&xml, BEGIN);
    for (int i = 0; i < 10000; i++) {
        text_append(&xml, "<error><stack><frame>");
    }
    cr_assert_not(read_report(text_string(&xml)));
    cr_assert_not(read_report(BEGIN "<error></error><error><what></what></error>\xff" END));
}

/* Who forges reports can put more into them than anybody compares with each other. */
Test(valgrind, no_more_findings_than_anybody_repairs, .timeout = 60)
{
    enum { MANY = 60000 };
    AUTO_TEXT struct text xml = {0};
    text_append(&xml, "<valgrindoutput>");
    for (int i = 0; i < MANY; i++) {
        text_format(&xml, "<error><what>fault %d</what></error>", i);
    }
    cr_assert_not(valgrind_read(text_string(&xml), 7, &findings));
    cr_assert_eq(findings.count, MEMORY_FINDINGS_MAX);
    cr_assert_str_eq(findings.items[0].message, "fault 0");
}
