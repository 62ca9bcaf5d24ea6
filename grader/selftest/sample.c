#include "selftest/sample.h"

#include <stdio.h>

bool sample_parse(const char *words, struct sample *sample, struct error *err)
{
    char behind;
    *sample = (struct sample){1, 1};
    if (words != NULL && sscanf(words, "%u/%u%c", &sample->from, &sample->every, &behind) != 2) {
        sample->from = 0;
    }
    return (sample->from >= 1 && sample->from <= sample->every) ||
           error_set(err, "--sample wants K/N, K from 1 to N, not '%s'", words);
}

bool sample_takes(const struct sample *sample, size_t index)
{
    return index % sample->every == sample->from - 1;
}

bool sample_takes_of(const struct sample *sample, size_t index, size_t count)
{
    size_t first = (sample->from - 1) % (count < sample->every ? count : sample->every);
    return index % sample->every == first;
}
