/*
 * Private to store: SQLite's memory is overwritten when it is given back. A
 * page cache holds what its file holds, and would lie in freed memory long
 * after a wave's keys are destroyed, for whoever reads the process or a core of
 * it.
 */
#ifndef CHORUS_STORE_MEMORY_H
#define CHORUS_STORE_MEMORY_H

/*
 * Puts the overwriting between SQLite and its allocator. Once, before SQLite is
 * initialized; does nothing in a process that has initialized it already (a
 * test with an allocator of its own).
 */
void memory_wipe_freed(void);

#endif
