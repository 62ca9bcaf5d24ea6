/* How the sanitizers behave in every program of ours that they watch: part of the program, for the rooms of a
 * grading hand no environment on. A developer's own ASAN_OPTIONS and the like still come after these. */

/* Found by the sanitizers' runtimes by these names. */
const char *__asan_default_options(void);
const char *__lsan_default_options(void);
const char *__ubsan_default_options(void);
const char *__lsan_default_suppressions(void);

/* A finding ends a program with a status that no test expects of anything. Where more memory is asked for than there
 * is, malloc fails, as it does in life: tests ask for it. */
const char *__asan_default_options(void)
{
    return "exitcode=86:allocator_may_return_null=1:detect_stack_use_after_return=1:strict_string_"
           "checks=1";
}

const char *__lsan_default_options(void)
{
    return "exitcode=86:print_suppressions=0";
}

const char *__ubsan_default_options(void)
{
    return "print_stacktrace=1";
}

/* libconfig 1.5 forgets the token under way when a file has a syntax error (strbuf_append). */
const char *__lsan_default_suppressions(void)
{
    return "leak:libconfig.so";
}
