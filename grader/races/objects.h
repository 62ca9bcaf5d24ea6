/* Semaphores, mutexes, condition variables and futexes: what the models of their calls have in
 * common. An object's view is what is known to whoever takes what another has given (POSIX.1-2017,
 * 4.12). */
#ifndef WORKBOOK_RACES_OBJECTS_H
#define WORKBOOK_RACES_OBJECTS_H

#include "races/world.h"

/* The object at that address of the running process, made when it is new: by its place in the mapping, or, in
 * private memory, by process and address. */
int object_at(struct world *world, enum object_kind kind, const void *address,
              uintptr_t instruction);
/* The same by a key above those of addresses, for objects that have none. */
int object_by_key(struct world *world, enum object_kind kind, uint64_t key);

/* The address that stands for an object that has none of its own (sem_open(3)); object_at() knows it. */
void *object_handle(int object);

/* The same for using it: the misuses of one that was never initialised, that is not for several
 * processes, or that lies in private memory are found. `call` is the function's name. */
int object_to_use(struct world *world, enum object_kind kind, const void *address, const char *call,
                  uintptr_t instruction);

/* The process gives to the object, or takes from it, what it knows; both change the object. */
void object_give(struct world *world, int object, unsigned process);
void object_take(struct world *world, int object, unsigned process);
/* It has done something with it that is no news for who waits: its place in the order of calls. */
void object_touch(struct world *world, int object, unsigned process);
/* The process has looked at it and found nothing: to look again changes nothing. */
void object_look(struct world *world, int object, unsigned process, uintptr_t instruction);

/* May the call that the process is about to make go on now? */
bool object_is_ready(const struct world *world, unsigned process,
                     const struct operation *operation);
/* As an action's `ready`: it sleeps in a queue, and has been woken or may give up. */
bool object_is_woken(const struct world *world, unsigned process,
                     const struct operation *operation);

/* A call on it has come to this; also an event. */
void object_result(struct world *world, const struct operation *operation,
                   enum object_result result);

/* May the process's wait end without success now: at its deadline, or by a signal? */
bool object_may_give_up(const struct world *world, unsigned process,
                        const struct operation *operation);
/* It does. Sets the operation's error to ETIMEDOUT or EINTR, and the process's clock. */
void object_give_up(struct world *world, unsigned process, struct operation *operation);

/* Queues of those who sleep. */
void object_join_queue(struct object *object, unsigned process, uint32_t bits);
void object_leave_queue(struct object *object, unsigned process);
/* Wakes `count` of those with one of the bits; who is first is a choice. Returns how many. */
int object_wake(struct world *world, int object, unsigned process, int count, uint32_t bits);

/* Ends a model: 0, or -1 with the process's errno. */
int object_return(struct world *world, const struct operation *operation);

#endif
