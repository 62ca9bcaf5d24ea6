#include "grade/submission.h"

#include "base/cleanup.h"
#include "base/memory.h"

#include <assert.h>
#include <string.h>
#include <sys/stat.h>

static char *find_in_folder(const char *folder, const struct manifest *manifest)
{
    AUTO_FREE char *nested = memory_format("%s/%s/%s", folder, manifest->folder, manifest->source);
    AUTO_FREE char *flat = memory_format("%s/%s", folder, manifest->source);
    struct stat info;
    if (lstat(nested, &info) != 0 && lstat(flat, &info) == 0) {
        return steal_pointer(&flat);
    }
    return steal_pointer(&nested);
}

char *submission_find(const struct grade_request *request, const struct manifest *manifest)
{
    switch (request->submission) {
    case SUBMISSION_WORKBOOK:
        return memory_format("%s/exercises/%s/%s", request->layout->root, manifest->folder,
                             manifest->source);
    case SUBMISSION_SOLUTIONS:
        return memory_format("%s/solutions/%s/%s", request->layout->root, manifest->folder,
                             manifest->source);
    case SUBMISSION_DIR:
        return find_in_folder(request->path, manifest);
    default:
        return memory_copy_string(request->path);
    }
}

/* The source of SUBMISSION_SOURCES that belongs to the exercise. */
static const struct grade_source *find_source(const struct grade_request *request,
                                              const struct manifest *manifest)
{
    size_t index = 0;
    while (request->exercises[index] != manifest) {
        index++;
        assert(index < request->exercise_count);
    }
    return &request->sources[index];
}

static void take_source(const struct grade_source *given, struct source *source)
{
    if (given->why_not != NULL) {
        source_refuse(source, given->why_not);
    } else if (given->bytes != NULL) {
        source_copy(source, given->bytes, given->length);
    } else {
        *source = (struct source){.state = SOURCE_MISSING};
    }
}

/* By the words that the learner knows it by. */
static void name_source(const struct grade_request *request, const struct manifest *manifest,
                        struct source *source)
{
    if (request->submission == SUBMISSION_FILE) {
        source->name = memory_copy_string(request->path);
    } else if (request->submission == SUBMISSION_DIR && source->state == SOURCE_MISSING) {
        source->name = memory_format("%s in %s", manifest->source, request->path);
    }
}

void submission_read(const struct grade_request *request, const struct manifest *manifest,
                     struct source *source)
{
    if (request->submission == SUBMISSION_SOURCES) {
        take_source(find_source(request, manifest), source);
        return;
    }
    if (request->submission == SUBMISSION_TEXT) {
        source_copy(source, request->text, strlen(request->text));
        return;
    }
    AUTO_FREE char *path = submission_find(request, manifest);
    source_read(source, path);
    name_source(request, manifest, source);
}
