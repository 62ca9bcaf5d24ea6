/* contract.cfg: an author's mistake, whatever it is, ends in one sentence. */
#include "fuzz.h"

#include "model/contract.h"

#include <string.h>
#include <unistd.h>

static void require_promises(const struct contract *contract)
{
    FUZZ_REQUIRE(contract->count >= 1);
    for (size_t i = 0; i < contract->count; i++) {
        const struct contract_sentence *sentence = &contract->sentences[i];
        FUZZ_REQUIRE(sentence->says != NULL && sentence->line > 0);
        FUZZ_REQUIRE((sentence->untested == NULL) == (sentence->mutants.count > 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char path[FUZZ_PATH_MAX];
    int file = fuzz_file(bytes, length, path);
    struct contract *contract = NULL;
    struct error err = {0};
    if (!contract_load(path, "contract.cfg", &contract, &err)) {
        FUZZ_REQUIRE(contract == NULL && strlen(err.message) > 0);
    } else {
        require_promises(contract);
    }
    contract_destroy(contract);
    close(file);
    return 0;
}
