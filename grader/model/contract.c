#include "model/contract.h"

#include <libconfig.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/manifest_read.h"

void contract_destroy(struct contract *contract)
{
    if (contract == NULL) {
        return;
    }
    for (size_t i = 0; i < contract->count; i++) {
        struct contract_sentence *sentence = &contract->sentences[i];
        for (size_t k = 0; k < sentence->mutants.count; k++) {
            free(sentence->mutants.items[k]);
        }
        free(sentence->mutants.items);
        free(sentence->says);
        free(sentence->untested);
    }
    free(contract->sentences);
    free(contract);
}

static void contract_cleanup(struct contract **contract)
{
    contract_destroy(*contract);
}

static bool read_sentence(const struct manifest_reader *reader, const config_setting_t *group,
                          struct contract *contract)
{
    static const char *const names[] = {"says", "mutants", "untested"};
    if (!config_setting_is_group(group)) {
        return manifest_read_fault(reader, group,
                                   "every item of 'sentences' must be a group: { … }");
    }
    struct contract_sentence *sentence = memory_append(&contract->sentences, &contract->count);
    if (!manifest_read_no_others(reader, group, names, sizeof names / sizeof names[0]) ||
        !manifest_read_string(reader, group, "says", &sentence->says)) {
        return false;
    }
    sentence->line = config_setting_source_line(config_setting_get_member(group, "says"));
    bool tested = config_setting_get_member(group, "mutants") != NULL;
    if (tested == (config_setting_get_member(group, "untested") != NULL)) {
        return manifest_read_fault(reader, group,
                                   "a sentence has either 'mutants' that break it or 'untested' "
                                   "with the reason why none does, and this one has %s",
                                   tested ? "both" : "neither");
    }
    return tested ? manifest_read_strings(reader, group, "mutants", 1, &sentence->mutants)
                  : manifest_read_string(reader, group, "untested", &sentence->untested);
}

static bool read_sentences(const struct manifest_reader *reader, const config_setting_t *root,
                           struct contract *contract)
{
    static const char *const names[] = {"sentences"};
    config_setting_t *list;
    if (!manifest_read_no_others(reader, root, names, 1) ||
        !manifest_read_setting(reader, root, "sentences", &list)) {
        return false;
    }
    if (!config_setting_is_list(list) || config_setting_length(list) == 0) {
        return manifest_read_fault(reader, list,
                                   "'sentences' must be a list of at least one group: ( { … } )");
    }
    int length = config_setting_length(list);
    for (int i = 0; i < length; i++) {
        if (!read_sentence(reader, config_setting_get_elem(list, (unsigned)i), contract)) {
            return false;
        }
    }
    return true;
}

bool contract_load(const char *path, const char *name, struct contract **contract,
                   struct error *err)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return error_set_errno(err, "%s:1: cannot open it", name);
    }
    if (!S_ISREG(info.st_mode)) {
        return error_set(err, "%s:1: it is not a regular file", name);
    }
    AUTO(config_destroy) config_t config;
    config_init(&config);
    if (!manifest_read_config(path, name, &config, err)) {
        return false;
    }
    AUTO(contract_cleanup) struct contract *fresh = memory_allocate(1, sizeof *fresh);
    struct manifest_reader reader = {.file = name, .err = err};
    if (!read_sentences(&reader, config_root_setting(&config), fresh)) {
        return false;
    }
    *contract = steal_pointer(&fresh);
    return true;
}
