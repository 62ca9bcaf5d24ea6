/* Gradescope's submission_metadata.yml:
 *
 *     submission_123:
 *       :submitters:
 *       - :name: Ada Lovelace
 *         :sid: "4711"
 *         :email: ada@example.org
 *       :created_at: 2026-11-20 21:59:59.000000000 Z
 *
 * Read as events (libyaml), so that what refers to itself costs nothing; only these scalars are looked at. */
#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/memory.h"
#include "batch/names.h"
#include "batch/platform.h"
#include "gradebook/gradebook.h"
#include "gradebook/policy.h"

enum {
    DEPTH_SUBMISSION = 1,
    DEPTH_FACT = 2,
    LIST_BYTES_MAX = 16 << 20,
    NAMES_BYTES_MAX = 1000 /* of all of a group together; longer, no more names are added */
};

/* Where the reading is. A key is the last scalar of a mapping that has no value yet. */
struct reading {
    struct handins *handins;
    struct handin *handin; /* of the submission; NULL: there is none */
    char *key[2];          /* in the submission; in a submitter */
    unsigned depth;        /* of mappings */
    bool has_key;
};

static const char *bare(const char *key)
{
    return key[0] == ':' ? key + 1 : key;
}

/* Of a group's submitters the first one stands for it; names of the others are added. */
static void set_person_fact(struct person *person, const char *key, const char *value)
{
    AUTO_FREE char *printable = names_printable(value);
    if (strcmp(key, "name") == 0 && person->name != NULL) {
        if (strlen(person->name) > NAMES_BYTES_MAX) {
            return;
        }
        AUTO_FREE char *both = memory_format("%s, %s", person->name, printable);
        memory_set_string(&person->name, both);
    } else if (strcmp(key, "name") == 0) {
        memory_set_string(&person->name, printable);
    } else if (strcmp(key, "sid") == 0 && person->sis_id == NULL) {
        memory_set_string(&person->sis_id, printable);
    } else if (strcmp(key, "email") == 0 && person->email == NULL) {
        memory_set_string(&person->email, printable);
    }
}

/* "2026-11-20 21:59:59.000000000 Z": without the fraction it is a time as a policy has it. */
static int64_t read_time(const char *text)
{
    int64_t time_ms = GRADEBOOK_TIME_UNKNOWN;
    AUTO_FREE char *seconds = memory_copy_bytes(text, strcspn(text, "."));
    const char *zone = strrchr(text, ' ');
    AUTO_FREE char *whole = memory_format("%s%s", seconds, zone != NULL ? zone : "");
    bool has_fraction = strchr(text, '.') != NULL;
    return policy_parse_time(has_fraction ? whole : text, &time_ms) ? time_ms
                                                                    : GRADEBOOK_TIME_UNKNOWN;
}

static struct handin *find_handin(const struct handins *handins, const char *id)
{
    for (size_t i = 0; i < handins->count; i++) {
        if (strcmp(handins->items[i].person.id, id) == 0) {
            return &handins->items[i];
        }
    }
    return NULL;
}

static void take_fact(const struct reading *reading, const char *value)
{
    struct handin *handin = reading->handin;
    if (handin == NULL) {
        return;
    }
    if (reading->depth > DEPTH_FACT) {
        set_person_fact(&handin->person, bare(reading->key[1]), value);
    } else if (strcmp(bare(reading->key[0]), "created_at") == 0) {
        handin->submitted_ms = read_time(value);
    }
}

static void take_scalar(struct reading *reading, const char *value)
{
    if (reading->depth == DEPTH_SUBMISSION) {
        reading->handin = find_handin(reading->handins, value);
        return;
    }
    char **key = &reading->key[reading->depth > DEPTH_FACT];
    if (!reading->has_key) {
        memory_set_string(key, value);
    } else if (*key != NULL) {
        take_fact(reading, value);
    }
    reading->has_key = !reading->has_key;
}

static void take_event(struct reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(reading, (const char *)event->data.scalar.value);
        break;
    case YAML_MAPPING_START_EVENT:
        reading->depth++;
        reading->has_key = false;
        break;
    case YAML_MAPPING_END_EVENT:
        reading->depth--;
        reading->has_key = false;
        break;
    case YAML_ALIAS_EVENT:
        reading->has_key = false;
        break;
    default:
        break;
    }
}

static bool read_events(yaml_parser_t *parser, struct reading *reading)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            return false;
        }
        take_event(reading, &event);
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return true;
}

bool platform_parse_gradescope(const char *path, const char *bytes, size_t length,
                               struct handins *handins, struct error *err)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        memory_give_up();
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    struct reading reading = {.handins = handins};
    bool read = read_events(&parser, &reading) ||
                error_set(err, "%s is no YAML: line %zu: %s", path, parser.problem_mark.line + 1,
                          parser.problem != NULL ? parser.problem : "unknown fault");
    yaml_parser_delete(&parser);
    free(reading.key[0]);
    free(reading.key[1]);
    return read;
}

bool platform_read_gradescope(const char *path, struct handins *handins, struct error *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    return file_read(path, LIST_BYTES_MAX, &bytes, &length, err) &&
           platform_parse_gradescope(path, bytes, length, handins, err);
}
