/* What the kernel tells of a control group that came to its limit of memory (cgroups(7)). Both files are read through
 * descriptors that somebody has opened, so that who cannot see the group's folder can be given them. */
#ifndef WORKBOOK_BASE_OOM_H
#define WORKBOOK_BASE_OOM_H

/* How many of the group's processes the kernel has ended for want of memory: the line "oom_kill N" of memory.events
 * (version 2) or memory.oom_control (version 1). 0 when there is none, or no such file. */
unsigned long long oom_read_kills(int events);

/* The most memory that the group has had, bytes: memory.peak or memory.max_usage_in_bytes. 0: not known. */
unsigned long long oom_read_peak(int peak);

#endif
