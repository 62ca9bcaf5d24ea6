#include "grade/stage_words.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <string.h>

/* sem_open(3) maps a file of this name. */
static bool is_mapped_semaphore(const struct examined_leak *leak)
{
    static const char begin[] = "/dev/shm/sem.";
    return leak->kind != NULL && strcmp(leak->kind, "mapping") == 0 && leak->id != NULL &&
           strncmp(leak->id, begin, sizeof begin - 1) == 0;
}

/* What takes a thing away that was made. */
static const char *remedy(const struct examined_leak *leak)
{
    static const struct {
        const char *kind, *look;
    } remedies[] = {
        {"sysv-shm", "shmctl(2): IPC_RMID removes a segment; on every path, also that of an error"},
        {"sysv-sem", "semctl(2): IPC_RMID removes a set; on every path, also that of an error"},
        {"sysv-msg", "msgctl(2): IPC_RMID removes a queue; on every path, also that of an error"},
        {"posix-shm", "shm_unlink(3): a name stays until it is unlinked; also after an error"},
        {"posix-sem", "sem_unlink(3): a name stays until it is unlinked; also after an error"},
        {"posix-mq", "mq_unlink(3): a name stays until it is unlinked; also after an error"},
        {"file", "unlink(2): a file in /tmp stays until it is unlinked; also after an error"},
        {"attachment", "shmdt(2): one for each shmat, on every path to a return"},
        {"mapping",
         "munmap(2): one for each mmap, with its whole length, on every path to a return"},
        {"descriptor", "close(2): one for each that was opened, on every path to a return"},
        {"process", "waitpid(2), pthread_join(3): whatever a call starts, it also waits for"},
        {"process-state", "what the call sets for the whole process, it also sets back"},
    };
    if (is_mapped_semaphore(leak)) {
        return "sem_close(3): one for each sem_open, on every path to a return";
    }
    for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++) {
        if (leak->kind != NULL && strcmp(leak->kind, remedies[i].kind) == 0) {
            return remedies[i].look;
        }
    }
    return "the line below: what takes away what it makes?";
}

static void set(char **word, char *words)
{
    AUTO_FREE char *owned = words;
    memory_set_string(word, owned);
}

void stage_words_for_leak(struct check_verdict *check, const struct examined_leak *leak)
{
    set(&check->did,
        leak->call != NULL
            ? memory_format("We called %s, and compared what its process and the kernel hold with "
                            "what they held before.",
                            leak->call)
            : memory_copy_string("We compared what the kernel holds after a check with what it "
                                 "held before."));
    memory_set_string(&check->expected, "nothing left but what the contract asks for");
    memory_set_string(&check->look, remedy(leak));
}

/* By the beginning of Valgrind's words (memcheck's manual, "Explanation of error messages"). */
static const char *advice(const struct memory_finding *finding)
{
    static const struct {
        const char *begin, *look;
    } advices[] = {
        {"Invalid write",
         "the length of that block, and the largest offset that the line writes to"},
        {"Invalid read", "the length of that block, and the largest offset that the line reads"},
        {"Invalid free", "free(3): a block is freed once, by the pointer that malloc gave"},
        {"Mismatched free", "free(3): a block is freed by the partner of what allocated it"},
        {"Conditional jump", "which variable of the condition has no value on some path?"},
        {"Use of uninitialised", "which variable of the line has no value on some path?"},
        {"Syscall param", "which bytes behind the pointer were never set?"},
        {"Source and destination overlap",
         "memmove(3) is for ranges that overlap, memcpy(3) is not"},
    };
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        if (strncmp(finding->message, advices[i].begin, strlen(advices[i].begin)) == 0) {
            return advices[i].look;
        }
    }
    return finding->leak ? "free(3): on every path to a return, also that of an error"
                         : "valgrind(1): memcheck";
}

char *stage_words_place(const struct memory_finding *finding)
{
    return finding->file != NULL
               ? memory_format("%s:%u: %s", finding->file, finding->line, finding->message)
               : memory_format("outside of your file, brought about by it: %s", finding->message);
}

static const char did_memory[] = "We ran the same checks under Valgrind.";

void stage_words_for_memory(struct check_verdict *check, const struct memory_finding *finding)
{
    memory_set_string(&check->did, did_memory);
    memory_set_string(&check->expected, "no error of memory in your file");
    set(&check->observed, stage_words_place(finding));
    memory_set_string(&check->look,
                      finding->file != NULL
                          ? advice(finding)
                          : "what your file hands to the library: a function for a thread, a "
                            "callback, a pointer that is used after the call");
}

void stage_words_for_memory_run(struct check_verdict *check, const char *look)
{
    memory_set_string(&check->did, did_memory);
    memory_set_string(&check->expected,
                      "the results that the checks have without it, and a whole report of each "
                      "process");
    memory_set_string(&check->look, look);
}
