/* What happens to the mapping: plain accesses and atomic ones, by the rules of C11. */
#ifndef WORKBOOK_RACES_ACCESSES_H
#define WORKBOOK_RACES_ACCESSES_H

#include "races/world.h"

/* A plain access by the running process, before the compiled code makes it. Outside the mapping it
 * is nobody's business. */
void plain_access(struct world *world, const void *address, size_t size, bool write,
                  bool is_volatile, uintptr_t instruction);
/* The running process's plain writes are done: takes in what they have put into atomic locations. To be called
 * before the process does anything else that counts. */
void plain_settle(struct world *world);
/* Records an access of the running process to `size` bytes, event `event`, and finds the races that
 * it completes. */
void plain_check_race(struct world *world, uint32_t offset, uint32_t size, unsigned event,
                      bool write, bool atomic);

/* Performs an operation on the mapping, or a fence, as process number `process`. */
void atomic_perform(struct world *world, unsigned process, struct operation *operation);
/* A seq_cst fence: others notice it. */
void atomic_fence_strong(struct world *world, struct process *process,
                         const struct operation *operation);
/* A fence that only concerns the running process. */
void atomic_fence(struct world *world, int order, uintptr_t instruction);
/* The kernel has read the atomic object there for the process: its newest value, so that no later load
 * of the process finds an older one (coherence). No atomic object there: nothing happens. */
void atomic_see_newest(struct world *world, struct process *process, uint32_t offset);
/* The value that a read-modify-write leaves. */
uint64_t atomic_modified(const struct operation *operation, uint64_t old);
uint64_t atomic_mask(uint32_t size);

#endif
