/* Reading typed settings out of a libconfig group, each fault as one sentence with file and line.
 * For what is written in libconfig's syntax: manifest, contract, policy. */
#ifndef WORKBOOK_MODEL_MANIFEST_READ_H
#define WORKBOOK_MODEL_MANIFEST_READ_H

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/manifest.h"

struct manifest_reader {
    const char *file; /* as it is named in sentences */
    struct error *err;
};

/* Reads a whole file into an initialised config. A fault is named with `name` and line. Only regular
 * files: libconfig's scanner ends the process when it cannot read. For the same reason no file includes another. */
bool manifest_read_config(const char *path, const char *name, config_t *config, struct error *err);

/* The same of text that is in memory. */
bool manifest_parse_config(const char *text, const char *name, config_t *config, struct error *err);

/* Sets "FILE:LINE: sentence" for a setting; always false. */
bool manifest_read_fault(const struct manifest_reader *reader, const config_setting_t *setting,
                         const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Each looks up `name` in `group`; missing or mistyped is a fault. */
bool manifest_read_setting(const struct manifest_reader *reader, const config_setting_t *group,
                           const char *name, config_setting_t **setting);
bool manifest_read_string(const struct manifest_reader *reader, const config_setting_t *group,
                          const char *name, char **string); /* not empty */
bool manifest_read_unsigned(const struct manifest_reader *reader, const config_setting_t *group,
                            const char *name, unsigned *number); /* above 0 */
/* Of `least` to `most`, which are above 0 and not above INT_MAX. */
bool manifest_read_between(const struct manifest_reader *reader, const config_setting_t *group,
                           const char *name, unsigned least, unsigned most, unsigned *number);
bool manifest_read_strings(const struct manifest_reader *reader, const config_setting_t *group,
                           const char *name, size_t least, struct manifest_strings *strings);

/* Every setting of the group has one of the names: a mistyped one must not pass unseen. */
bool manifest_read_no_others(const struct manifest_reader *reader, const config_setting_t *group,
                             const char *const *names, size_t count);

/* The group `peek`, which may be absent; after the checks. */
bool manifest_read_peek(const struct manifest_reader *reader, const config_setting_t *root,
                        struct manifest *manifest);

/* Lower-case letters and digits in words joined by single hyphens. */
bool manifest_is_kebab_case(const char *string);

#endif
