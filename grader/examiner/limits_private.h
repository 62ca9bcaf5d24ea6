/* What the parts of limits.h share. */
#ifndef WORKBOOK_EXAMINER_LIMITS_PRIVATE_H
#define WORKBOOK_EXAMINER_LIMITS_PRIVATE_H

#include "examiner/limits.h"

enum { LIMITS_KIB_IN_MIB = 1024, LIMITS_BYTES_IN_KIB = 1024 };

#define LIMITS_LOOK_AT_THE_SIZE "the line below: how much does it ask for?"
#define LIMITS_LOOK_AT_MEMORY                                                                      \
    "malloc(3), mmap(2): what ends the loop that asks for it, and what gives it back?"

/* The limits of this run. */
struct limits limits_get(void);

/* "limit reached: WHAT, USED of LIMIT UNIT". True, for its callers to return. */
bool limits_say(struct limit_words *words, const char *what, uint64_t used, uint64_t limit,
                const char *unit, const char *look);

/* "limit reached: WHAT, USED MiB and ASKED more asked for, of LIMIT MiB", when that is more than there is of it. */
bool limits_say_asked(struct limit_words *words, const char *what, uint64_t used_kib,
                      uint64_t asked_kib, uint64_t limit_kib, const char *look);

/* "limit reached: WHAT, ASKED UNIT asked for at once, of LIMIT UNIT". True. */
bool limits_say_at_once(struct limit_words *words, const char *what, uint64_t asked, uint64_t limit,
                        const char *unit, const char *look);

/* Files in a folder; 0 also when there is none. */
unsigned limits_count_files(const char *path);

/* Each: whether the kernel's table of that kind is full, or was asked for more than it may hold; without namespaces the
 * tables are the machine's. `refusal` may be NULL. */
bool limits_explain_segments(const struct wire_refusal *refusal, struct limit_words *words);
bool limits_explain_semaphore_sets(struct limit_words *words);
bool limits_explain_message_queues(struct limit_words *words);
/* POSIX message queues, whose number and bytes are bounded. */
bool limits_explain_queues(const struct wire_refusal *refusal, struct limit_words *words);

/* Each: whether this process has come to a limit of its own. `refusal` may be NULL. */
bool limits_explain_memory(uint64_t peak_kib, const char *look, struct limit_words *words);
/* One request that was more than all of it, or than what is left. */
bool limits_explain_request(uint64_t peak_kib, const struct wire_refusal *refusal,
                            struct limit_words *words);
bool limits_explain_descriptors(pid_t pid, struct limit_words *words);
bool limits_explain_signals(pid_t pid, const struct wire_refusal *refusal,
                            struct limit_words *words);
bool limits_explain_locks(const struct wire_refusal *refusal, struct limit_words *words);

#endif
