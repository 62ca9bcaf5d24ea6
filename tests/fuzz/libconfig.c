/* For the targets that read libconfig's syntax. libconfig 1.5 forgets the token under way when a file has a syntax error
 * (tests/sanitized/options.c), which most inputs have: libFuzzer would stop the process a thousand times to look for what
 * was lost. The everyday run looks once, at its end. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static char option[] = "-detect_leaks=0";
    static char *arguments[256];
    int count = 0;
    while (count < *argc && count < 254) {
        arguments[count] = (*argv)[count];
        count++;
    }
    arguments[count++] = option;
    *argc = count;
    *argv = arguments;
    return 0;
}
