/* What Valgrind needs to know of the C library, and no more.
 *
 * Before the first instruction Valgrind reads the debug information of the C library and of the dynamic linker, as
 * Debian's libc6-dbg has them: 4 MiB of compressed DWARF, and 0.25 s of the 0.6 that it takes to start. It needs the names
 * of functions from it, in order to replace some of them and to name them in its reports; files and lines of
 * the C library no report of ours has. So the build keeps a copy of these files with the names alone
 * (cmake/Symbols.cmake), and a room for Valgrind has the copies in the place of the originals.
 *
 * Copies are told by build id, as Valgrind tells them: one that belongs to another C library than this machine's has no
 * original here and is left out. Without copies, and in reduced mode, all is as ever but slower.
 */
#ifndef WORKBOOK_STAGE_SYMBOLS_H
#define WORKBOOK_STAGE_SYMBOLS_H

struct bubblewrap;
struct machine;

void symbols_cover(struct bubblewrap *list, const struct machine *machine);

/* The same with a folder of originals other than /usr/lib/debug/.build-id. */
void symbols_cover_in(struct bubblewrap *list, const struct machine *machine,
                      const char *originals);

#endif
