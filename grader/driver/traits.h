/* What a call can change of its process and the kernel shows to nobody else: the process itself has to look. So this
 * is for honest mistakes; whoever wants can have the driver say that all is as it was (docs/sandbox.md). */
#ifndef WORKBOOK_DRIVER_TRAITS_H
#define WORKBOOK_DRIVER_TRAITS_H

#include <stdint.h>

/* What has changed since the last look, as bits of enum wire_trait. The first look finds nothing. Natively alone. */
uint32_t traits_look(void);

#endif
