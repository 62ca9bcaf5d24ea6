#include "batch/match.h"

#include <string.h>

#include "base/memory.h"
#include "batch/names.h"
#include "unpack/archive_name.h"

/* How sure it is that a file is an exercise's source; the lower the surer. */
enum rank { RANK_PLACE, RANK_NAME, RANK_RESEMBLES, RANK_FOLDER, RANK_ONLY, RANK_NONE };

enum { SHOWN_MAX = 5 };

/* Does the folder that the file lies in have this name? */
static bool lies_in(const char *path, const char *folder)
{
    const char *base = names_base(path);
    size_t length = strlen(folder);
    const char *begin = base - length - 1;
    return (size_t)(base - path) > length && strncmp(begin, folder, length) == 0 &&
           (begin == path || begin[-1] == '/');
}

static enum rank rank_of(const struct collected_file *file, const struct manifest *manifest)
{
    const char *base = names_base(file->path);
    bool in_folder = lies_in(file->path, manifest->folder);
    if (strcmp(base, manifest->source) == 0) {
        return in_folder ? RANK_PLACE : RANK_NAME;
    }
    if (names_resemble(base, manifest->source)) {
        return RANK_RESEMBLES;
    }
    return in_folder ? RANK_FOLDER : RANK_NONE;
}

static size_t depth_of(const char *path)
{
    size_t depth = 0;
    for (; *path != '\0'; path++) {
        depth += *path == '/';
    }
    return depth;
}

static bool same_contents(const struct collected_file *a, const struct collected_file *b)
{
    return a->bytes != NULL && b->bytes != NULL && a->length == b->length &&
           memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* What can be compiled comes first. What lies beside an archive comes before what is in it, which may well be older. Files
 * are in the order of their names, so that the choice is the same every time. */
static bool is_better(const struct collected_file *file, enum rank rank,
                      const struct collected_file *best, enum rank best_rank)
{
    bool fit = file->why_not == NULL;
    if (rank == RANK_NONE || best == NULL) {
        return rank != RANK_NONE;
    }
    if (fit != (best->why_not == NULL)) {
        return fit;
    }
    if (rank <= RANK_RESEMBLES && best_rank <= RANK_RESEMBLES && file->packed != best->packed) {
        return !file->packed;
    }
    return rank != best_rank ? rank < best_rank : depth_of(file->path) < depth_of(best->path);
}

static struct collected_file *find_best(struct collection *collection,
                                        const struct manifest *manifest, enum rank *rank)
{
    struct collected_file *best = NULL;
    *rank = RANK_NONE;
    for (size_t i = 0; i < collection->file_count; i++) {
        struct collected_file *file = &collection->files[i];
        enum rank mine = file->taken ? RANK_NONE : rank_of(file, manifest);
        if (is_better(file, mine, best, *rank)) {
            best = file;
            *rank = mine;
        }
    }
    return best;
}

/* In a folder of the exercise, but under a name that says nothing: only when there is no choice. */
static bool is_alone(const struct collection *collection, const struct collected_file *file,
                     const struct manifest *manifest)
{
    for (size_t i = 0; i < collection->file_count; i++) {
        const struct collected_file *other = &collection->files[i];
        if (other != file && lies_in(other->path, manifest->folder)) {
            return false;
        }
    }
    return true;
}

static void note_taken(struct collection *collection, const struct collected_file *file,
                       const struct manifest *manifest)
{
    AUTO_FREE char *path = names_printable(file->path);
    collection_add_note(collection, "'%s' is taken for %s's %s", path, manifest->folder,
                        manifest->source);
}

/* The others that might have been it are told, unless it makes no difference. */
static void note_others(struct collection *collection, const struct collected_file *chosen,
                        const struct manifest *manifest)
{
    for (size_t i = 0; i < collection->file_count; i++) {
        struct collected_file *other = &collection->files[i];
        if (other == chosen || other->taken || rank_of(other, manifest) > RANK_RESEMBLES) {
            continue;
        }
        other->taken = true;
        if (!same_contents(other, chosen)) {
            AUTO_FREE char *taken = names_printable(chosen->path);
            AUTO_FREE char *left = names_printable(other->path);
            collection_add_note(collection, "two files for %s: '%s' is graded, '%s' is not",
                                manifest->folder, taken, left);
        }
    }
}

static void take(struct collection *collection, struct collected_file *file,
                 const struct manifest *manifest, enum rank rank, struct grade_source *source)
{
    file->taken = true;
    *source = (struct grade_source){
        .bytes = file->bytes, .length = file->length, .why_not = file->why_not};
    if (file->why_not != NULL) {
        AUTO_FREE char *path = names_printable(file->path);
        collection_add_note(collection, "'%s' cannot be compiled: %s", path, file->why_not);
    } else if (rank > RANK_NAME) {
        note_taken(collection, file, manifest);
    }
    note_others(collection, file, manifest);
}

static void match_exercise(struct collection *collection, const struct manifest *manifest,
                           struct grade_source *source)
{
    enum rank rank;
    struct collected_file *file = find_best(collection, manifest, &rank);
    *source = (struct grade_source){0};
    if (file != NULL && (rank != RANK_FOLDER || is_alone(collection, file, manifest))) {
        take(collection, file, manifest, rank, source);
    }
}

/* A single exercise and a single source belong together, whatever its name. */
static void match_only(struct collection *collection, const struct manifest *manifest,
                       struct grade_source *source)
{
    bool missing = source->bytes == NULL && source->why_not == NULL;
    if (missing && collection->file_count == 1 && !collection->files[0].taken) {
        take(collection, &collection->files[0], manifest, RANK_ONLY, source);
    }
}

static void list_name(struct text *list, size_t index, const char *name)
{
    AUTO_FREE char *printable = names_printable(name);
    if (index < SHOWN_MAX) {
        text_format(list, "%s%s", index > 0 ? ", " : "", printable);
    }
}

/* What nobody took, in words; nothing when there is no such file. */
static void list_left(const struct collection *collection, struct text *list)
{
    size_t count = 0;
    for (size_t i = 0; i < collection->file_count; i++) {
        if (!collection->files[i].taken) {
            list_name(list, count++, collection->files[i].path);
        }
    }
    for (size_t i = 0; i < collection->stray_count; i++) {
        list_name(list, count++, collection->strays[i]);
    }
    if (count > SHOWN_MAX) {
        text_format(list, " and %zu more", count - SHOWN_MAX);
    }
}

static bool holds_foreign_archive(const struct collection *collection)
{
    for (size_t i = 0; i < collection->stray_count; i++) {
        if (archive_name_foreign_suffix(collection->strays[i]) > 0) {
            return true;
        }
    }
    return false;
}

/* What was found for nothing that is graded: a mistake, unless it is another exercise's work. */
static void note_nothing(struct collection *collection, const char *left, bool found_other)
{
    if (found_other) {
        collection_add_note(collection, "nothing was handed in of what is graded");
    } else if (left[0] != '\0') {
        collection_set_problem(collection, "no file is an exercise's source: %s%s", left,
                               holds_foreign_archive(collection)
                                   ? "; an archive of this kind is not opened, zip and tar are"
                                   : "");
    } else if (collection->problem == NULL) {
        collection_add_note(collection, "nothing was handed in: it is empty");
    }
}

static void note_left(struct collection *collection, bool found, bool found_other)
{
    AUTO_TEXT struct text left = {0};
    list_left(collection, &left);
    if (!found) {
        note_nothing(collection, text_string(&left), found_other);
    }
    if (left.length > 0 && (found || found_other)) {
        collection_add_note(collection, "left aside: %s", text_string(&left));
    }
}

static bool is_asked(const struct match_exercises *exercises, const struct manifest *manifest)
{
    for (size_t i = 0; i < exercises->asked_count; i++) {
        if (exercises->asked[i] == manifest) {
            return true;
        }
    }
    return false;
}

/* True when there was something. */
static bool set_others_aside(struct collection *collection, const struct match_exercises *exercises)
{
    bool found = false;
    for (size_t i = 0; i < exercises->all_count; i++) {
        for (size_t k = 0; !is_asked(exercises, exercises->all[i]) && k < collection->file_count;
             k++) {
            struct collected_file *file = &collection->files[k];
            if (rank_of(file, exercises->all[i]) < RANK_NONE) {
                file->taken = true;
                found = true;
            }
        }
    }
    return found;
}

void match_sources(struct collection *collection, const struct match_exercises *exercises,
                   struct grade_source *sources)
{
    bool found_other = set_others_aside(collection, exercises);
    bool found = false;
    for (size_t i = 0; i < exercises->asked_count; i++) {
        match_exercise(collection, exercises->asked[i], &sources[i]);
        if (exercises->asked_count == 1) {
            match_only(collection, exercises->asked[i], &sources[i]);
        }
        found = found || sources[i].bytes != NULL || sources[i].why_not != NULL;
    }
    note_left(collection, found, found_other);
}
