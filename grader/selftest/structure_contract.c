#include "selftest/structure_parts.h"

#include "base/cleanup.h"
#include "base/memory.h"
#include "model/contract.h"
#include "selftest/words.h"

#include <string.h>
#include <unistd.h>

enum { QUOTED_WORDS = 8 };

#define AUTO_WORDS AUTO(words_finish)

static void contract_cleanup(struct contract **contract)
{
    contract_destroy(*contract);
}

/* A comparison under way: the header's words, and how many of them have been said again. */
struct comparison {
    const struct examination *examination;
    const char *file;   /* contract.cfg */
    const char *header; /* both below the root */
    struct words words;
    size_t at;
};

/* The words from `said` on are not those of the header from `at` on. */
static void report_difference(struct comparison *comparison,
                              const struct contract_sentence *sentence, const struct words *said,
                              size_t first)
{
    AUTO_FREE char *ours = words_quote(said, first, QUOTED_WORDS);
    if (comparison->at >= comparison->words.count) {
        structure_fault(comparison->examination, comparison->file, sentence->line,
                        "it says \"%s\", and the comments of %s have ended before; take it out, or "
                        "write it there",
                        ours, comparison->header);
        return;
    }
    AUTO_FREE char *theirs = words_quote(&comparison->words, comparison->at, QUOTED_WORDS);
    structure_fault(comparison->examination, comparison->file, sentence->line,
                    "it says \"%s\" where %s:%u says \"%s\"; use the header's words, in its order",
                    ours, comparison->header, comparison->words.items[comparison->at].line, theirs);
}

/* False when the sentence is not what the header says next, and that was reported. */
static bool compare_sentence(struct comparison *comparison,
                             const struct contract_sentence *sentence)
{
    AUTO_WORDS struct words said = {0};
    words_read_text(&said, sentence->says, sentence->line);
    for (size_t i = 0; i < said.count; i++) {
        if (comparison->at >= comparison->words.count ||
            !word_equals(&said.items[i], &comparison->words.items[comparison->at])) {
            report_difference(comparison, sentence, &said, i);
            return false;
        }
        comparison->at++;
    }
    return true;
}

static void compare(struct comparison *comparison, const struct contract *contract)
{
    for (size_t i = 0; i < contract->count; i++) {
        /* Behind the first difference nothing is where it should be. */
        if (!compare_sentence(comparison, &contract->sentences[i])) {
            return;
        }
    }
    if (comparison->at < comparison->words.count) {
        AUTO_FREE char *forgotten = words_quote(&comparison->words, comparison->at, QUOTED_WORDS);
        structure_fault(
            comparison->examination, comparison->header,
            comparison->words.items[comparison->at].line,
            "no sentence of %s covers \"%s ...\"; add it there, with a mutant that breaks "
            "it",
            comparison->file, forgotten);
    }
}

static bool has_mutant(const struct bank *bank, const char *name)
{
    for (size_t i = 0; i < bank->count; i++) {
        if (bank->sources[i].kind == BANK_MUTANT && strcmp(bank->sources[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void examine_mutants(const struct examination *examination, const char *file,
                            const struct contract *contract)
{
    struct structure_coverage *coverage = &examination->structure->coverage;
    coverage->sentences = contract->count;
    for (size_t i = 0; i < contract->count; i++) {
        const struct contract_sentence *sentence = &contract->sentences[i];
        size_t found = 0;
        for (size_t k = 0; k < sentence->mutants.count; k++) {
            if (has_mutant(examination->bank, sentence->mutants.items[k])) {
                found++;
            } else {
                structure_fault(examination, file, sentence->line,
                                "there is no mutant '%s'; write mutants/%s, or name another",
                                sentence->mutants.items[k], sentence->mutants.items[k]);
            }
        }
        coverage->tested += found > 0;
        coverage->explained += sentence->untested != NULL;
    }
}

void structure_examine_contract(const struct examination *examination)
{
    const struct manifest *manifest = examination->bank->manifest;
    AUTO_FREE char *file = memory_format("tests/exercises/%s/contract.cfg", manifest->folder);
    AUTO_FREE char *path = memory_format("%s/%s", examination->root, file);
    AUTO_FREE char *header = memory_format("exercises/%s/%s", manifest->folder, manifest->header);
    AUTO_FREE char *source = structure_read(examination, header);
    AUTO(contract_cleanup) struct contract *contract = NULL;
    struct error err;
    if (access(path, F_OK) != 0) {
        structure_fault(examination, file, 0,
                        "the list of the contract's sentences is missing; write it "
                        "(docs/writing-an-exercise.md)");
        return;
    }
    if (!contract_load(path, file, &contract, &err)) {
        structure_unreadable(examination, file, err.message);
        return;
    }
    examine_mutants(examination, file, contract);
    if (source != NULL) {
        struct comparison comparison = {.examination = examination, .file = file, .header = header};
        words_read_comments(&comparison.words, source);
        compare(&comparison, contract);
        words_finish(&comparison.words);
    }
}
