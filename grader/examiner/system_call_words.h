/* Arguments of system calls that are words to people: flags, commands, clocks. Not for tests. */
#ifndef WORKBOOK_EXAMINER_SYSTEM_CALL_WORDS_H
#define WORKBOOK_EXAMINER_SYSTEM_CALL_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes the words for a value: "O_CREAT|O_EXCL|0600". False when the letter stands for no words:
 *
 *     O  flags of open        g  of shmget, semget     a  of shmat      n  of clock_nanosleep
 *     P  protection of mmap   m  flags of mmap         f  operation of futex
 *     i  command of shmctl    j  of semctl             c  clock         D  folder of openat
 *     k  System V key         S  signal                o  mode
 */
bool system_call_word(char *out, size_t room, char letter, uint64_t value);

#endif
